#include "report/paint.h"

#include "support/text.h"

namespace asyncq::report {

namespace {

std::string_view sequence(Ink ink) {
  switch (ink) {
    case Ink::none:
      return "";
    case Ink::bold:
      return "\x1b[1m";
    case Ink::dim:
      return "\x1b[2m";
    case Ink::good:
      return "\x1b[32m";
    case Ink::bad:
      return "\x1b[31m";
    case Ink::notice:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

std::string painted(std::string_view text, Ink ink, bool color) {
  if (!color || ink == Ink::none || text.empty()) return std::string(text);
  return std::string(sequence(ink)) + std::string(text) + "\x1b[0m";
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = support::display_width(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

void append_line(std::string& out, std::string_view line) {
  out += support::trim_right(line);
  out += '\n';
}

}  // namespace asyncq::report
