#pragma once
// Values as text, as Node's util.inspect, util.format and console.log show them. Runs code of the program
// only where Node does: [util.inspect.custom], [Symbol.toStringTag], an error's own accessors, toString for
// %s. What it throws arrives as engine::Throw. Depth, size and work are bounded whatever the value is.

#include <cstdint>
#include <string>

#include "engine/inspect/layout.h"
#include "engine/value.h"

namespace asyncq::engine {

class Machine;
class Object;

// The options of util.inspect. Infinity where JavaScript's null means "no limit".
struct InspectOptions {
  enum class Getters : std::uint8_t { hidden, run, run_without_setter, run_with_setter };

  double depth = 2;
  double break_length = 80;
  double max_array_length = 100;
  double max_string_length = 10000;
  int compact = 3;  // levels, or inspection::kNeverCompact, inspection::kAlwaysCompact
  bool show_hidden = false;
  bool colors = false;
  bool custom_inspect = true;
  bool sorted = false;
  bool numeric_separator = false;
  bool double_quotes = false;  // rather than single ones: Deno's console
  Getters getters = Getters::hidden;
  Object* user_options = nullptr;  // the object they were read from: custom inspectors get its other fields
};

// The fields of an options object over `base`; undefined and null leave base as it is.
[[nodiscard]] InspectOptions read_inspect_options(Machine& machine, Value options,
                                                  const InspectOptions& base = {});
// The options as a custom inspector receives them.
[[nodiscard]] Object* inspect_options_object(Machine& machine, const InspectOptions& options);

[[nodiscard]] std::u16string inspect_text(Machine& machine, Value value, const InspectOptions& options = {});
// What a value is, in a word or as its source or stack: as the debugging protocol of browsers describes it.
[[nodiscard]] std::u16string description_of(Machine& machine, Value value);
// Arguments joined by spaces, printf directives of a first string replaced: util.format, console.log.
[[nodiscard]] std::u16string format_text(Machine& machine, const Value* arguments, std::uint32_t count,
                                         const InspectOptions& options = {});

// The same as UTF-8; lone surrogates become U+FFFD.
[[nodiscard]] std::string inspect(Machine& machine, Value value, const InspectOptions& options = {});
[[nodiscard]] std::string format_log(Machine& machine, const Value* arguments, std::uint32_t count);

}  // namespace asyncq::engine
