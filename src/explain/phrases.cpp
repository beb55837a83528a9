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
    Entry{Phrase::ends_too_early, "what is predicted is right, but the program prints more"},
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

std::string counted(std::size_t count, std::string_view singular) {
  return std::to_string(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

}  // namespace asyncq::explain
