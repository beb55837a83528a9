#include "engine/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

constexpr unsigned kNewest = std::numeric_limits<unsigned>::max();

struct Wording {
  Message message;
  unsigned before;  // the first major release of Node that words it differently
  std::string_view text;
};
// The wordings of a message from the oldest to the newest.
constexpr std::array kWordings = {
    Wording{Message::read_of_nullish, 16, "Cannot read property '{1}' of {0}"},
    Wording{Message::read_of_nullish, kNewest, "Cannot read properties of {0} (reading '{1}')"},

    Wording{Message::set_of_nullish, 16, "Cannot set property '{1}' of {0}"},
    Wording{Message::set_of_nullish, kNewest, "Cannot set properties of {0} (setting '{1}')"},

    Wording{Message::uninitialized, 12, "{0} is not defined"},
    Wording{Message::uninitialized, kNewest, "Cannot access '{0}' before initialization"},

    Wording{Message::called_result_not_iterable, 12,
            "{0}(...) is not a function or its return value is not {1}"},
    Wording{Message::called_result_not_iterable, kNewest,
            "{0} is not a function or its return value is not {1}"},

    Wording{Message::value_not_iterable, 10, "undefined is not a function"},
    Wording{Message::value_not_iterable, 12, "{1} is not iterable"},
    Wording{Message::value_not_iterable, kNewest,
            "{0} is not iterable (cannot read property Symbol(Symbol.iterator))"},

    Wording{Message::nullish_not_iterable, 12, "Cannot read property 'Symbol(Symbol.iterator)' of {1}"},
    Wording{Message::nullish_not_iterable, kNewest,
            "{0} is not iterable (cannot read property Symbol(Symbol.iterator))"},

    Wording{Message::parameter_not_iterable, 16, "undefined is not a function"},
    Wording{Message::parameter_not_iterable, kNewest,
            "{0} is not iterable (cannot read property Symbol(Symbol.iterator))"},

    Wording{Message::element_spread, 12, "{0} is not iterable"},
    Wording{Message::element_spread, 16,
            "{1} is not iterable (cannot read property Symbol(Symbol.iterator))"},
    Wording{Message::element_spread, kNewest, "{0} is not iterable"},

    Wording{Message::argument_spread, 10, "undefined is not a function"},
    Wording{Message::argument_spread, 20, "Found non-callable @@iterator"},
    Wording{Message::argument_spread, kNewest,
            "Spread syntax requires ...iterable[Symbol.iterator] to be a function"},

    Wording{Message::nullish_argument_spread, 10, "undefined is not iterable"},
    Wording{Message::nullish_argument_spread, kNewest, "{0} is not iterable (cannot read property {1})"},

    Wording{Message::callback_not_callable, 22, "{1} is not a function"},
    Wording{Message::callback_not_callable, kNewest, "{0} is not a function"},

    Wording{Message::comparator_not_callable, 22,
            "The comparison function must be either a function or undefined"},
    Wording{Message::comparator_not_callable, kNewest,
            "The comparison function must be either a function or undefined: {0}"},

    Wording{Message::repeat_count, 20, "Invalid count value"},
    Wording{Message::repeat_count, kNewest, "Invalid count value: {0}"},
};

}  // namespace

std::string worded(const Machine& machine, Message message, std::string_view first, std::string_view second) {
  const auto row = std::find_if(kWordings.begin(), kWordings.end(), [&](const Wording& wording) {
    return wording.message == message &&
           (wording.before == kNewest || scheduler::is_node_before(machine.policy(), wording.before));
  });
  if (row == kWordings.end()) return {};
  return fmt::format(fmt::runtime(row->text), first, second);
}

}  // namespace asyncq::engine
