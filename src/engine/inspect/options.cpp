#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "engine/inspect/inspect.h"
#include "engine/machine.h"

namespace asyncq::engine {
namespace {

constexpr double kUnlimited = std::numeric_limits<double>::infinity();

struct Reader {
  Machine& machine;

  [[nodiscard]] double limit(Value value) const {
    return value.is_nullish() ? kUnlimited : machine.to_number(value);
  }
  [[nodiscard]] bool flag(Value value) const { return machine.to_boolean(value); }
  [[nodiscard]] int compactness(Value value) const {
    if (!value.is_number()) return flag(value) ? inspection::kAlwaysCompact : inspection::kNeverCompact;
    const double levels = value.as_number();
    return levels >= 1 ? static_cast<int>(std::min(levels, 1e6)) : inspection::kNeverCompact;
  }
  [[nodiscard]] InspectOptions::Getters getters(Value value) const {
    using Getters = InspectOptions::Getters;
    if (!value.is_string()) return flag(value) ? Getters::run : Getters::hidden;
    const std::u16string_view text = value.as_string()->view();
    return text == u"get"   ? Getters::run_without_setter
           : text == u"set" ? Getters::run_with_setter
                            : Getters::hidden;
  }
};

using Apply = void (*)(InspectOptions& options, const Reader& read, Value value);
using Show = Value (*)(Machine& machine, const InspectOptions& options);

Value shown_compactness(Machine&, const InspectOptions& options) {
  return options.compact > 0 ? Value(options.compact) : Value(options.compact == inspection::kAlwaysCompact);
}

Value shown_getters(Machine& machine, const InspectOptions& options) {
  using Getters = InspectOptions::Getters;
  switch (options.getters) {
    case Getters::hidden:
      return Value(false);
    case Getters::run:
      return Value(true);
    case Getters::run_without_setter:
      return machine.string("get");
    case Getters::run_with_setter:
      return machine.string("set");
  }
  return Value(false);
}

struct OptionRow {
  std::string_view name;
  Apply apply;
  Show show;
};

// In the order in which Node has them.
constexpr std::array<OptionRow, 12> kOptions = {{
    {"showHidden",
     [](InspectOptions& o, const Reader& read, Value value) { o.show_hidden = read.flag(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.show_hidden); }},
    {"depth", [](InspectOptions& o, const Reader& read, Value value) { o.depth = read.limit(value); },
     [](Machine&, const InspectOptions& o) { return std::isinf(o.depth) ? Value::null() : Value(o.depth); }},
    {"colors", [](InspectOptions& o, const Reader& read, Value value) { o.colors = read.flag(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.colors); }},
    {"customInspect",
     [](InspectOptions& o, const Reader& read, Value value) { o.custom_inspect = read.flag(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.custom_inspect); }},
    {"showProxy", [](InspectOptions&, const Reader&, Value) {},
     [](Machine&, const InspectOptions&) { return Value(false); }},
    {"maxArrayLength",
     [](InspectOptions& o, const Reader& read, Value value) { o.max_array_length = read.limit(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.max_array_length); }},
    {"maxStringLength",
     [](InspectOptions& o, const Reader& read, Value value) { o.max_string_length = read.limit(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.max_string_length); }},
    {"breakLength",
     [](InspectOptions& o, const Reader& read, Value value) { o.break_length = read.limit(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.break_length); }},
    {"compact",
     [](InspectOptions& o, const Reader& read, Value value) { o.compact = read.compactness(value); },
     shown_compactness},
    {"sorted", [](InspectOptions& o, const Reader& read, Value value) { o.sorted = read.flag(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.sorted); }},
    {"getters", [](InspectOptions& o, const Reader& read, Value value) { o.getters = read.getters(value); },
     shown_getters},
    {"numericSeparator",
     [](InspectOptions& o, const Reader& read, Value value) { o.numeric_separator = read.flag(value); },
     [](Machine&, const InspectOptions& o) { return Value(o.numeric_separator); }},
}};

// options.stylize(text, style) of a custom inspector: text as it is.
Value stylize(Machine&, const Arguments& arguments) {
  return arguments[0];
}

}  // namespace

InspectOptions read_inspect_options(Machine& machine, Value options, const InspectOptions& base) {
  InspectOptions result = base;
  if (!options.is_object()) return result;
  Object* object = options.as_object();
  const Reader read{machine};
  for (const OptionRow& row : kOptions) {
    const PropertyKey key = machine.key(row.name);
    const auto property = object->get_own(machine, key);
    if (property && (property->attributes & kEnumerable) != 0)
      row.apply(result, read, object->get(machine, key));
  }
  result.user_options = object;
  return result;
}

Object* inspect_options_object(Machine& machine, const InspectOptions& options) {
  Object* object = machine.create_object();
  object->define(machine, "stylize", Value(machine.create_native("stylize", 2, stylize)));
  for (const OptionRow& row : kOptions) object->define(machine, row.name, row.show(machine, options));
  if (options.user_options == nullptr) return object;
  for (const PropertyKey key : options.user_options->own_keys(machine)) {
    const auto property = options.user_options->get_own(machine, key);
    if (property && (property->attributes & kEnumerable) != 0 && !object->get_own(machine, key))
      object->define(machine, key, options.user_options->get(machine, key));
  }
  return object;
}

}  // namespace asyncq::engine
