#include "explain/phrases.h"

#include <array>

namespace asyncq::explain {

namespace {

struct Entry {
  Phrase phrase;
  std::string_view text;
};

constexpr std::array kPhrases = {
    Entry{Phrase::all_right, "every line is right"},
    Entry{Phrase::parts, "they part at line {0}: predicted '{1}', but the program prints '{2}'"},
    Entry{Phrase::prediction_ends,
          "they part at line {0}: the prediction ends, but the program prints '{1}'"},
    Entry{Phrase::program_ends,
          "they part at line {0}: predicted '{1}', but the program prints nothing more"},
    Entry{Phrase::parts_at_first_line, "line 1 is not what the program prints first"},
    Entry{Phrase::first_line_right, "the first line is right; line 2 is not"},
    Entry{Phrase::parts_after, "the first {0} lines are right; line {1} is not"},
    Entry{Phrase::one_of_several, "every line is right; several orders are legal, and this is one of them"},
    Entry{Phrase::no_order_begins, "several orders are legal, but none begins with line 1"},
    Entry{Phrase::no_order_goes_on,
          "several orders are legal, and some begin like the answer, but none goes on with line {0}"},
    Entry{Phrase::every_order_goes_on,
          "several orders are legal, and some begin with what is predicted, but each prints more"},
    Entry{Phrase::can_follow, "what can come there is {0}"},
    Entry{Phrase::nothing_can_follow, "nothing more can come there"},
    Entry{Phrase::ends_too_early, "what is predicted is right, but the program prints more"},
    Entry{Phrase::ask_orders, "Which outputs can the program print? Write down each."},
    Entry{Phrase::ask_possible, "Which of these outputs can the program print?"},
    Entry{Phrase::ask_always,
          "Does the first line of each pair always come before the second (before), always after it "
          "(after), or is neither certain (either)?"},
    Entry{
        Phrase::ask_never,
        "Of each pair, what never happens: that the first line comes before the second (before), or that it "
        "comes after it (after)? Or do both happen (either)?"},
    Entry{Phrase::all_words_right, "every item is right"},
    Entry{Phrase::all_orders_right, "these are all the outputs that the program can print"},
    Entry{Phrase::item_unanswered, "nothing is answered to '{0}'"},
    Entry{Phrase::item_wrong, "the answer to '{0}' is not right"},
    Entry{Phrase::item_differs, "the answer to '{0}' is not right: '{1}', where '{2}' is true"},
    Entry{Phrase::order_not_legal, "the program cannot print output {0} of the answer"},
    Entry{Phrase::orders_missing, "the program can print every output of the answer, and more"},
};

}  // namespace

std::string say(Phrase phrase, const std::vector<std::string>& arguments) {
  std::string_view text;
  for (const Entry& entry : kPhrases) {
    if (entry.phrase == phrase) text = entry.text;
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}') {
      out += arguments.at(static_cast<std::size_t>(text[i + 1] - '0'));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string alternatives(const std::vector<std::string>& lines, bool or_nothing) {
  std::vector<std::string> each;
  for (const std::string& line : lines) each.push_back("'" + line + "'");
  if (or_nothing) each.emplace_back("nothing more");
  std::string out;
  for (std::size_t i = 0; i < each.size(); ++i) {
    if (i > 0) out += i + 1 == each.size() ? " or " : ", ";
    out += each[i];
  }
  return out;
}

std::string counted(std::size_t count, std::string_view singular) {
  return std::to_string(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

}  // namespace asyncq::explain
