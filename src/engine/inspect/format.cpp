// util.format: printf directives and the joining of arguments [formatWithOptionsInternal].

#include <cmath>

#include "engine/inspect/inspect.h"
#include "engine/inspect/inspector.h"
#include "engine/inspect/text.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

using inspection::is_built_in_name;

// Until Node 12, directives and all that followed them made strings of what was no object.
bool makes_strings(const Machine& machine) {
  return machine.policy().console_format < scheduler::ConsoleFormat::node12;
}

// Deno's console, which is no util.format.
bool is_denos(const InspectOptions& options) {
  return options.double_quotes;
}

std::u16string number_text(Machine& machine, double number) {
  if (number == 0 && std::signbit(number) && !makes_strings(machine)) return u"-0";
  return std::u16string(machine.to_string(Value(number))->view());
}

Value call_global(Machine& machine, std::string_view function, Value argument) {
  return machine.call(machine.realm.global->get(machine, function), Value::undefined(), {argument});
}

// toString or Symbol.toPrimitive are those of a built-in class [hasBuiltInToString].
bool has_built_in_to_string(Machine& machine, Object* object) {
  const PropertyKey to_string = machine.realm.keys.to_string;
  const PropertyKey to_primitive = PropertyKey::from_symbol(machine.realm.symbol_to_primitive);
  const bool has_to_string = is_callable(object->get(machine, to_string));
  const bool has_to_primitive = is_callable(object->get(machine, to_primitive));
  if (!has_to_string && !has_to_primitive) return true;
  for (Object* link = object; link != nullptr; link = link->prototype()) {
    const bool here = (has_to_string && link->get_own(machine, to_string)) ||
                      (has_to_primitive && link->get_own(machine, to_primitive));
    if (!here) continue;
    if (link == object) return false;
    const auto constructor = link->get_own(machine, machine.realm.keys.constructor);
    return constructor && !constructor->is_accessor() && is_callable(constructor->value) &&
           is_built_in_name(machine.to_text(machine.get(constructor->value, machine.realm.keys.name)));
  }
  return false;
}

std::u16string plain_string(Machine& machine, Value value) {
  if (value.is_symbol() || value.is_big_int()) return inspect_text(machine, value);
  return std::u16string(machine.to_text(value));
}

// Of arguments that no directive takes: whether one is its own text. first: that of the call.
bool is_shown_plain(const Machine& machine, Value first, Value argument) {
  if (!makes_strings(machine)) return argument.is_string();
  return first.is_string() && !argument.is_symbol() && (!argument.is_object() || is_callable(argument));
}

using Directive = std::u16string (*)(Machine& machine, Value argument, const InspectOptions& options);

std::u16string format_s(Machine& machine, Value argument, const InspectOptions& options) {
  if (makes_strings(machine)) return plain_string(machine, argument);
  if (is_denos(options)) {
    return argument.is_symbol() ? inspect_text(machine, argument) : std::u16string(machine.to_text(argument));
  }
  if (argument.is_number()) return number_text(machine, argument.as_number());
  if (!argument.is_object() || is_callable(argument) ||
      !has_built_in_to_string(machine, argument.as_object()))
    return plain_string(machine, argument);
  InspectOptions shallow = options;
  shallow.depth = 0;
  shallow.colors = false;
  shallow.compact = 3;
  return inspect_text(machine, argument, shallow);
}

std::u16string big_int_text(Machine& machine, Value argument, const InspectOptions& options) {
  return is_denos(options) ? std::u16string(machine.to_text(argument))
                           : inspect_text(machine, argument, options);
}

std::u16string format_d(Machine& machine, Value argument, const InspectOptions& options) {
  if (argument.is_big_int()) return big_int_text(machine, argument, options);
  return argument.is_symbol() ? u"NaN" : number_text(machine, machine.to_number(argument));
}

std::u16string format_i(Machine& machine, Value argument, const InspectOptions& options) {
  if (argument.is_big_int()) return big_int_text(machine, argument, options);
  if (argument.is_symbol()) return u"NaN";
  return number_text(machine, call_global(machine, "parseInt", argument).as_number());
}

std::u16string format_f(Machine& machine, Value argument, const InspectOptions&) {
  if (argument.is_symbol()) return u"NaN";
  return number_text(machine, call_global(machine, "parseFloat", argument).as_number());
}

// A structure that contains itself is "[Circular]"; other errors of JSON.stringify go on.
std::u16string format_j(Machine& machine, Value argument, const InspectOptions& options) {
  try {
    const Value json = machine.realm.global->get(machine, "JSON");
    const Value text = machine.invoke(json, "stringify", {argument});
    if (text.is_undefined() && is_denos(options)) return u"%j";
    return std::u16string(machine.to_text(text));
  } catch (const Throw& thrown) {
    const Value error = thrown.value;
    const Value message =
        error.is_object() ? error.as_object()->get(machine, machine.realm.keys.message) : Value();
    if (message.is_string() && message.as_string()->view().starts_with(u"Converting circular structure"))
      return u"[Circular]";
    throw;
  }
}

std::u16string format_lower_o(Machine& machine, Value argument, const InspectOptions& options) {
  if (is_denos(options)) return inspect_text(machine, argument, options);
  InspectOptions detailed = options;
  detailed.show_hidden = true;
  detailed.depth = 4;
  return inspect_text(machine, argument, detailed);
}

std::u16string format_upper_o(Machine& machine, Value argument, const InspectOptions& options) {
  return inspect_text(machine, argument, options);
}

// CSS for browsers' consoles.
std::u16string format_c(Machine&, Value, const InspectOptions&) {
  return {};
}

Directive find_directive(char16_t letter, scheduler::ConsoleStyle style) {
  if (letter == u'd' && style != scheduler::ConsoleStyle::node) return format_i;
  switch (letter) {
    case u's':
      return format_s;
    case u'd':
      return format_d;
    case u'i':
      return format_i;
    case u'f':
      return format_f;
    case u'j':
      return format_j;
    case u'o':
      return format_lower_o;
    case u'O':
      return format_upper_o;
    case u'c':
      return format_c;
    default:
      return nullptr;
  }
}

}  // namespace

std::u16string inspect_text(Machine& machine, Value value, const InspectOptions& options) {
  if (machine.policy().console_style == scheduler::ConsoleStyle::description)
    return description_of(machine, value);
  return inspection::Inspector(machine, options).format_value(value, 0);
}

std::u16string format_text(Machine& machine, const Value* arguments, std::uint32_t count,
                           const InspectOptions& options) {
  if (count == 0) return {};
  std::u16string out;
  std::uint32_t next = 0;  // the first argument that is not yet part of out
  if (arguments[0].is_string()) {
    const std::u16string_view pattern = arguments[0].as_string()->view();
    if (count == 1) return std::u16string(pattern);
    next = 1;
    std::size_t copied = 0;
    for (std::size_t index = 0; index + 1 < pattern.size(); ++index) {
      if (pattern[index] != u'%') continue;
      const char16_t letter = pattern[++index];
      const bool unknown = letter == u'c' && makes_strings(machine);
      if (letter == u'%') {
        out += pattern.substr(copied, index - copied);
        copied = index + 1;
      } else if (const Directive directive = find_directive(letter, machine.policy().console_style);
                 directive != nullptr && !unknown && next < count) {
        out += pattern.substr(copied, index - 1 - copied);
        out += directive(machine, arguments[next++], options);
        copied = index + 1;
      }
    }
    out += pattern.substr(copied);
  }
  for (; next < count; ++next) {
    if (next > 0) out += u' ';
    const Value argument = arguments[next];
    out += is_shown_plain(machine, arguments[0], argument) ? plain_string(machine, argument)
                                                           : inspect_text(machine, argument, options);
  }
  return out;
}

std::string inspect(Machine& machine, Value value, const InspectOptions& options) {
  return support::utf8_from_utf16(inspect_text(machine, value, options));
}

std::string format_log(Machine& machine, const Value* arguments, std::uint32_t count) {
  return support::utf8_from_utf16(format_text(machine, arguments, count));
}

}  // namespace asyncq::engine
