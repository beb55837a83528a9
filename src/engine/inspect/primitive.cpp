#include <array>
#include <cmath>

#include "engine/inspect/inspector.h"
#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {
namespace {

// Strings up to this long are never broken at their line ends.
constexpr std::size_t kShortString = 16;

struct StyleRow {
  Style style;
  int on;
  int off;
};
// inspect.styles and inspect.colors: the SGR parameters that switch a style on and off.
constexpr std::array<StyleRow, 9> kStyles = {{{Style::special, 36, 39},
                                              {Style::number, 33, 39},
                                              {Style::boolean, 33, 39},
                                              {Style::undefined, 90, 39},
                                              {Style::null, 1, 22},
                                              {Style::string, 32, 39},
                                              {Style::symbol, 32, 39},
                                              {Style::date, 35, 39},
                                              {Style::regexp, 31, 39}}};

std::u16string escape_sequence(int parameter) {
  return u"\x1b[" + decimal(static_cast<std::size_t>(parameter)) + u"m";
}

}  // namespace

std::u16string Inspector::styled(std::u16string text, Style style) const {
  if (!options_.colors) return text;
  const StyleRow& row = kStyles[static_cast<std::size_t>(style)];
  return escape_sequence(row.on) + text + escape_sequence(row.off);
}

// [formatPrimitive] plain: without colours.
std::u16string Inspector::format_primitive(Value value, bool plain) {
  const auto finished = [&](std::u16string text, Style style) {
    return plain ? text : styled(std::move(text), style);
  };
  if (value.is_string()) return format_string(value.as_string()->view(), plain);
  if (value.is_number()) return finished(format_number(value.as_number()), Style::number);
  if (value.is_big_int()) return finished(format_big_int(value), Style::number);
  if (value.is_boolean()) return finished(value.as_boolean() ? u"true" : u"false", Style::boolean);
  if (value.is_null()) return finished(u"null", Style::null);
  if (value.is_symbol()) {
    const Value description = value.as_symbol()->description();
    std::u16string text = u"Symbol(";
    if (description.is_string()) text += description.as_string()->view();
    return finished(text + u")", Style::symbol);
  }
  return finished(u"undefined", Style::undefined);
}

Quotes Inspector::quotes() const {
  using First = Quotes::First;
  return {options_.double_quotes ? First::double_quotes : First::single_quotes,
          !before(ConsoleFormat::node11), before(ConsoleFormat::node14)};
}

std::u16string Inspector::format_string(std::u16string_view text, bool plain) {
  const auto finished = [&](std::u16string_view part) {
    return plain ? quoted(part, quotes()) : styled(quoted(part, quotes()), Style::string);
  };
  std::u16string trailer;
  if (static_cast<double>(text.size()) > options_.max_string_length) {
    const auto kept = static_cast<std::size_t>(std::max(options_.max_string_length, 0.0));
    const std::size_t remaining = text.size() - kept;
    trailer = u"... " + decimal(remaining) + (remaining > 1 ? u" more characters" : u" more character");
    text = text.substr(0, kept);
  }
  const bool broken = options_.compact != kAlwaysCompact && text.size() > kShortString &&
                      static_cast<double>(text.size() + indentation_ + 4) > options_.break_length;
  if (!broken) return finished(text) + trailer;
  std::u16string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(u'\n', start), text.size() - 1) + 1;
    if (start > 0) out += u" +\n" + spaces(indentation_ + 2);
    out += finished(text.substr(start, end - start));
    start = end;
  }
  return out + trailer;
}

std::u16string Inspector::format_number(double number) {
  if (number == 0 && std::signbit(number)) return u"-0";
  const std::u16string text(machine_.to_string(Value(number))->view());
  return options_.numeric_separator ? with_separators(text) : text;
}

std::u16string Inspector::format_big_int(Value value) {
  const std::u16string text(machine_.to_string(value)->view());
  return (options_.numeric_separator ? with_separators(text) : text) + u"n";
}

}  // namespace asyncq::engine::inspection
