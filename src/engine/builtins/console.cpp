// console [Node's lib/internal/console/constructor.js]: text on the two streams, indented by groups.

#include <cmath>
#include <limits>
#include <numeric>

#include "engine/builtins.h"
#include "engine/builtins/console_table.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/inspect/bun.h"
#include "engine/inspect/inspect.h"
#include "engine/inspect/introspect.h"
#include "engine/inspect/text.h"
#include "engine/modules.h"
#include "engine/pinned.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

using trace::Stream;

constexpr std::size_t kGroupWidth = 2;
constexpr std::size_t kLongestTable = std::size_t{1} << 25;

void write_line(Machine& machine, Stream stream, std::u16string_view text) {
  const std::size_t indentation = host_state(machine).group_indentation;
  std::u16string line = inspection::spaces(indentation) + inspection::indent_lines(text, indentation);
  line += u'\n';
  machine.write(stream, support::utf8_from_utf16(line));
}

bool is_deno(const Machine& machine) {
  return machine.policy().console_style == scheduler::ConsoleStyle::deno;
}

// What the console of the runtime does without being asked.
InspectOptions console_options(const Machine& machine) {
  InspectOptions options;
  if (is_deno(machine)) {
    options.depth = 4;
    options.double_quotes = true;
  }
  return options;
}

bool is_bun(const Machine& machine) {
  return machine.policy().console_style == scheduler::ConsoleStyle::bun;
}

// Bun indents what it formats, and of a text the first line alone.
void write_bun_text(Machine& machine, Stream stream, std::u16string_view text) {
  std::u16string line = inspection::spaces(host_state(machine).group_indentation);
  line += text;
  line += u'\n';
  machine.write(stream, support::utf8_from_utf16(line));
}

void write_as_bun(Machine& machine, Stream stream, const Value* arguments, std::uint32_t count) {
  const std::size_t indentation = host_state(machine).group_indentation;
  write_bun_text(machine, stream, bun_log_text(machine, arguments, count, indentation));
}

void write_arguments(Machine& machine, Stream stream, const Arguments& arguments) {
  const Value* end = arguments.values + arguments.count;
  if (std::any_of(arguments.values, end, [](Value value) { return !value.is_string(); })) {
    machine.scheduler().spend(scheduler::Cost::inspection);
  }
  if (is_bun(machine)) return write_as_bun(machine, stream, arguments.values, arguments.count);
  write_line(machine, stream,
             format_text(machine, arguments.values, arguments.count, console_options(machine)));
}

Value console_log(Machine& machine, const Arguments& arguments) {
  write_arguments(machine, Stream::out, arguments);
  return {};
}

Value console_error(Machine& machine, const Arguments& arguments) {
  write_arguments(machine, Stream::err, arguments);
  return {};
}

Value console_trace(Machine& machine, const Arguments& arguments) {
  const std::string message = format_log(machine, arguments.values, arguments.count);
  const std::string stack = machine.stack_trace(message.empty() ? "Trace" : "Trace: " + message);
  write_line(machine, Stream::err, support::utf16_from_wtf8(stack));
  return {};
}

Value console_dir(Machine& machine, const Arguments& arguments) {
  if (is_bun(machine)) {
    if (arguments.count < 2 || arguments[0].is_string()) {
      write_as_bun(machine, Stream::out, arguments.values, std::min(arguments.count, 1u));
      return {};
    }
    InspectOptions asked;
    asked.depth = kBunDepth;
    asked = read_inspect_options(machine, arguments[1], asked);
    const std::size_t indentation = host_state(machine).group_indentation;
    write_bun_text(machine, Stream::out, bun_text(machine, arguments[0], indentation, asked.depth));
    return {};
  }
  if (is_deno(machine) && arguments[0].is_string()) {
    write_line(machine, Stream::out, arguments[0].as_string()->view());
    return {};
  }
  InspectOptions options = console_options(machine);
  options.custom_inspect = is_deno(machine);
  options = read_inspect_options(machine, arguments[1], options);
  write_line(machine, Stream::out, inspect_text(machine, arguments[0], options));
  return {};
}

// Until Node 10 console.assert was that of the module assert, which throws.
Value fail_assertion(Machine& machine, const Arguments& arguments) {
  const std::uint32_t count = arguments.count > 0 ? arguments.count - 1 : 0;
  const std::string text = count == 0 ? "" : format_log(machine, arguments.values + 1, count);
  return machine.invoke(builtin_module(machine, "assert"), "ok",
                        {Value(false), machine.string(text.empty() ? "false == true" : text)});
}

Value console_assert(Machine& machine, const Arguments& arguments) {
  if (machine.to_boolean(arguments[0])) return {};
  if (scheduler::is_node_before(machine.policy(), 10)) return fail_assertion(machine, arguments);
  std::vector<Value> values = arguments.from(1);
  if (!values.empty() && values[0].is_string()) {
    const Value prefix = machine.string("Assertion failed: ");
    values[0] = Value(machine.concat(prefix.as_string(), values[0].as_string()));
  } else {
    const bool with_colon = is_deno(machine) && !values.empty();
    values.insert(values.begin(), machine.string(with_colon ? "Assertion failed:" : "Assertion failed"));
  }
  Pinned pinned(machine);
  pinned.keep_all(values);
  write_line(machine, Stream::err,
             format_text(machine, values.data(), static_cast<std::uint32_t>(values.size()),
                         console_options(machine)));
  return {};
}

std::u16string label(Machine& machine, Value value) {
  return value.is_undefined() ? std::u16string(u"default") : std::u16string(machine.to_text(value));
}

Value console_count(Machine& machine, const Arguments& arguments) {
  const std::u16string name = label(machine, arguments[0]);
  const std::uint32_t count = ++host_state(machine).counts[name];
  write_line(machine, Stream::out, name + u": " + inspection::decimal(count));
  return {};
}

Value console_count_reset(Machine& machine, const Arguments& arguments) {
  const std::u16string name = label(machine, arguments[0]);
  if (host_state(machine).counts.erase(name) > 0) return {};
  const std::string text = "Count for '" + support::utf8_from_utf16(name) + "' does not exist";
  if (is_deno(machine)) {
    write_line(machine, Stream::err, support::utf16_from_wtf8(text));
  } else {
    emit_warning(machine, "Warning", text);
  }
  return {};
}

Value console_group(Machine& machine, const Arguments& arguments) {
  if (arguments.count > 0) write_arguments(machine, Stream::out, arguments);
  host_state(machine).group_indentation += kGroupWidth;
  return {};
}

Value console_group_end(Machine& machine, const Arguments&) {
  std::size_t& indentation = host_state(machine).group_indentation;
  indentation -= std::min(indentation, kGroupWidth);
  return {};
}

Value console_clear(Machine&, const Arguments&) {
  return {};
}  // clears terminals only

Value console_time(Machine& machine, const Arguments& arguments) {
  const std::string name = arguments.callee->name->utf8();
  machine.not_modelled("console." + name + ": its text is a reading of the wall clock");
}

// --- console.table ---

bool is_primitive_cell(Value value) {
  return !value.is_object();
}

std::vector<PropertyKey> enumerable_keys(Machine& machine, Object* object) {
  std::vector<PropertyKey> keys = object->own_keys(machine);
  std::erase_if(keys, [&](PropertyKey key) {
    if (key.is_symbol()) return true;
    const auto property = object->get_own(machine, key);
    return !property || (property->attributes & kEnumerable) == 0;
  });
  return keys;
}

std::u16string key_text(PropertyKey key) {
  return key.is_index() ? inspection::decimal(key.index()) : std::u16string(key.string()->view());
}

std::u16string cell_text(Machine& machine, Value value) {
  machine.safe_point();
  InspectOptions options = console_options(machine);
  options.break_length = std::numeric_limits<double>::infinity();
  if (is_deno(machine)) {
    options.depth = 1;
    return inspect_text(machine, value, options);
  }
  options.max_array_length = 3;
  const bool wide = value.is_object() && !is_callable(value) && !value.as_object()->is_array() &&
                    enumerable_keys(machine, value.as_object()).size() > 2;
  options.depth = wide ? -1 : 0;
  if (is_bun(machine) && value.is_string()) return std::u16string(value.as_string()->view());
  return inspect_text(machine, value, options);
}

// Columns found while the rows of a table are read: in the order of an object's keys, so indices come first,
// ascending, and the others as they first appeared.
class TableBuilder {
 public:
  explicit TableBuilder(Machine& machine) : machine_(machine), pinned_(machine) {}

  void add_cell(std::size_t row, PropertyKey key, std::u16string text) {
    const std::u16string column = key_text(key);
    const auto [position, is_new] = by_name_.try_emplace(column, columns_.size());
    if (is_new) {
      columns_.push_back({column, {}});
      indices_.push_back(key.is_index() ? std::optional(key.index()) : std::nullopt);
    }
    columns_[position->second].cells[row] = std::move(text);
  }

  // One row of the table: the fields of an object, or a single value.
  void add_row(std::size_t row, Value item, const std::optional<std::vector<PropertyKey>>& wanted) {
    if (!wanted && is_primitive_cell(item)) {
      values_.cells[row] = cell_text(machine_, item);
      return;
    }
    const std::vector<PropertyKey> keys = wanted ? *wanted : enumerable_keys(machine_, item.as_object());
    pinned_.keep_all(keys);
    for (const PropertyKey key : keys) {
      const bool present = !is_primitive_cell(item) && item.as_object()->get_own(machine_, key).has_value();
      add_cell(row, key, present ? cell_text(machine_, item.as_object()->get(machine_, key)) : u"");
    }
  }

  std::vector<TableColumn> finish(TableColumn index) {
    order_columns();
    columns_.insert(columns_.begin(), std::move(index));
    if (!values_.cells.empty()) columns_.push_back(std::move(values_));
    return std::move(columns_);
  }

 private:
  void order_columns() {
    std::vector<std::size_t> order(columns_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (!indices_[a] || !indices_[b]) return indices_[a].has_value() && !indices_[b].has_value();
      return *indices_[a] < *indices_[b];
    });
    std::vector<TableColumn> ordered;
    for (const std::size_t position : order) ordered.push_back(std::move(columns_[position]));
    columns_ = std::move(ordered);
  }

  Machine& machine_;
  Pinned pinned_;
  std::vector<TableColumn> columns_;
  std::vector<std::optional<std::uint32_t>> indices_;  // of each column, where its name is one
  std::map<std::u16string, std::size_t> by_name_;
  TableColumn values_{u"Values", {}};
};

std::u16string index_head(const Machine& machine, std::u16string_view nodes, std::u16string_view denos) {
  if (is_bun(machine)) return {};
  return std::u16string(is_deno(machine) ? denos : nodes);
}

// The rows of a Map (is_map: key, value, key, value, …) or of a Set.
std::vector<TableColumn> collection_columns(Machine& machine, const std::vector<Value>& values, bool is_map) {
  Pinned pinned(machine);
  pinned.keep_all(values);
  std::vector<TableColumn> columns{{index_head(machine, u"(iteration index)", u"(iter idx)"), {}}};
  if (is_map) columns.push_back({u"Key", {}});
  columns.push_back({u"Values", {}});
  const std::size_t width = is_map ? 2 : 1;
  for (std::size_t row = 0; row * width < values.size(); ++row) {
    columns[0].cells[row] = inspection::decimal(row);
    for (std::size_t part = 0; part < width; ++part)
      columns[1 + part].cells[row] = cell_text(machine, values[row * width + part]);
  }
  return columns;
}

std::vector<TableColumn> table_columns(Machine& machine, Object* data,
                                       const std::optional<std::vector<PropertyKey>>& wanted) {
  if (!inspection::is_weak_collection(data)) {
    if (data->kind() == CellKind::map)
      return collection_columns(machine, inspection::map_entries(data), true);
    if (data->kind() == CellKind::set)
      return collection_columns(machine, inspection::set_members(data), false);
    if (inspection::iterated_collection(data) != inspection::IteratedCollection::none) {
      const auto preview = inspection::iterator_preview(data);
      return collection_columns(machine, preview.values, preview.pairs);
    }
  }
  TableBuilder builder(machine);
  TableColumn index{index_head(machine, u"(index)", u"(idx)"), {}};
  std::size_t row = 0;
  const std::vector<PropertyKey> keys = enumerable_keys(machine, data);
  Pinned pinned(machine);
  pinned.keep_all(keys);
  for (const PropertyKey key : keys) {
    index.cells[row] = key_text(key);
    builder.add_row(row, data->get(machine, key), wanted);
    ++row;
  }
  return builder.finish(std::move(index));
}

Value console_table(Machine& machine, const Arguments& arguments) {
  // Until Node 10 that of V8 alone, which writes to a debugger.
  if (machine.policy().console_format < scheduler::ConsoleFormat::node10) return {};
  std::optional<std::vector<PropertyKey>> wanted;
  Pinned pinned(machine);
  if (!arguments[1].is_undefined()) {
    if (!arguments[1].is_object() || !arguments[1].as_object()->is_array())
      throw_invalid_argument(machine, "properties", "an instance of Array", arguments[1]);
    wanted.emplace();
    const Array* names = machine.iterate(arguments[1]);
    for (const Value name : names->elements) {
      wanted->push_back(machine.to_property_key(name));
      pinned.keep(wanted->back());
    }
  }
  if (!arguments[0].is_object() || is_callable(arguments[0])) {
    write_line(
        machine, Stream::out,
        format_text(machine, arguments.values, std::min(arguments.count, 1u), console_options(machine)));
    return {};
  }
  const bool centred = machine.policy().console_format < scheduler::ConsoleFormat::node20;
  const CellAlignment nodes = centred ? CellAlignment::centre : CellAlignment::left;
  write_line(machine, Stream::out,
             draw_table(table_columns(machine, arguments[0].as_object(), wanted), kLongestTable,
                        is_deno(machine) ? CellAlignment::integers_right : nodes));
  return {};
}

constexpr MethodRow kConsoleMethods[] = {
    {"log", 0, console_log},
    {"info", 0, console_log},
    {"debug", 0, console_log},
    {"warn", 0, console_error},
    {"error", 0, console_error},
    {"dir", 0, console_dir},
    {"time", 0, console_time},
    {"timeEnd", 0, console_time},
    {"timeLog", 0, console_time},
    {"trace", 0, console_trace},
    {"assert", 0, console_assert},
    {"clear", 0, console_clear},
    {"count", 0, console_count},
    {"countReset", 0, console_count_reset},
    {"group", 0, console_group},
    {"groupEnd", 0, console_group_end},
    {"table", 1, console_table},
    {"dirxml", 0, console_log},
    {"groupCollapsed", 0, console_group},
};

}  // namespace

void install_console(Machine& machine) {
  Object* console = machine.create_object();
  for (const MethodRow& row : kConsoleMethods)
    console->define(machine, row.name, Value(machine.create_native(row.name, row.length, row.code)));
  define_tag(machine, console, "console");
  machine.realm.global->define(machine, "console", Value(console), kHidden);
}

}  // namespace asyncq::engine
