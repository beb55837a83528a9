#pragma once
// Every sentence that asyncq says about a run or an answer, in one table.

#include <string>
#include <string_view>
#include <vector>

namespace asyncq::explain {

enum class Phrase {
  all_right,
  parts,                // line, predicted, printed
  prediction_ends,      // line, printed
  program_ends,         // line, predicted
  parts_at_first_line,  // no line is said to be right, none is given away
  first_line_right,     // and no more
  parts_after,          // the number of right lines, the line
  ends_too_early,
  // Where several orders are legal.
  one_of_several,
  no_order_begins,      // with line 1
  no_order_goes_on,     // the line
  every_order_goes_on,  // none ends where the prediction does
  can_follow,           // the list
  nothing_can_follow,
  // Questions about all legal orders.
  ask_orders,
  ask_possible,
  ask_always,
  ask_never,
  all_words_right,
  all_orders_right,
  item_unanswered,  // name
  item_wrong,       // name: no word is given away
  item_differs,     // name, answered, true
  order_not_legal,  // its number in the answer
  orders_missing,
};

// The phrase with {0}, {1}, … replaced.
[[nodiscard]] std::string say(Phrase phrase, const std::vector<std::string>& arguments = {});

// "'a', 'b' or nothing"
[[nodiscard]] std::string alternatives(const std::vector<std::string>& lines, bool or_nothing);

// "1 line", "2 lines".
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular);

}  // namespace asyncq::explain
