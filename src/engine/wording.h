#pragma once
// V8's messages that releases word differently. One table (wording.cpp): a new wording is a row.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

enum class Message : std::uint8_t {
  read_of_nullish,             // {0}: "null" or "undefined", {1}: the property
  set_of_nullish,              // as above
  uninitialized,               // {0}: the binding
  called_result_not_iterable,  // {0}: what is called, {1}: "iterable"
  value_not_iterable,          // {0}: the value as in call sites, {1}: the value as text
  nullish_not_iterable,        // as above
  delegate_not_iterable,       // yield*; as above
  parameter_not_iterable,      // destructured without a text of its own; as above
  element_spread,              // in an array; {0}: the text, {1}: the value as in call sites
  argument_spread,             // of what is no iterable
  nullish_argument_spread,     // {0}: the text, {1}: "null" or "undefined"
  callback_not_callable,       // {0}: the value as in call sites, {1}: the value as text
  comparator_not_callable,     // {0}: the value
  repeat_count,                // {0}: the value
};

// What the modelled runtime says; runtimes other than Node say what the newest one does.
[[nodiscard]] std::string worded(const Machine& machine, Message message, std::string_view first = {},
                                 std::string_view second = {});

}  // namespace asyncq::engine
