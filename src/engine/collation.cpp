#include "engine/collation.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/latin_letters.h"
#include "engine/unicode.h"

namespace asyncq::engine {
namespace {

// Marks and punctuation in the order of the root collation; what is not here comes behind.
constexpr std::u16string_view kMarks =
    u"\u0301\u0300\u0306\u0302\u030C\u030A\u0308\u030B\u0303\u0307\u0338\u0335\u0328\u0327\u0304";
constexpr std::u16string_view kPunctuation =
    u"\t\n\v\f\r\u2028\u2029 "
    u"\u00A0_-\u2010\u2013\u2014,;:!\u00A1?\u00BF.\u2026'\u2018\u2019\"\u201C\u201D()[]{}"
    u"\u00A7\u00B6@*/\\&#%`\u00B4^\u00AF\u00A8\u00B0\u00A9\u00AE+\u00B1\u00F7\u00D7<=>|\u00A6~\u00AC";

// Where each class of characters begins among the primary weights.
constexpr std::uint32_t kSymbols = 0x1000;
constexpr std::uint32_t kCurrencies = 0x200000;
constexpr std::uint32_t kDigits = 0x210000;
constexpr std::uint32_t kLatin = 0x220000;
constexpr std::uint32_t kOthers = 0x230000;

struct Element {
  std::uint32_t primary = 0;
  std::uint32_t accent = 0;
  bool upper = false;
};

std::uint32_t mark_weight(char32_t mark) {
  const std::size_t rank =
      mark < 0x10000 ? kMarks.find(static_cast<char16_t>(mark)) : std::u16string_view::npos;
  return rank == std::u16string_view::npos ? static_cast<std::uint32_t>(mark)
                                           : static_cast<std::uint32_t>(rank) + 1;
}

class ElementList {
 public:
  ElementList(std::u16string_view text, bool numeric) : text_(text), numeric_(numeric) {
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint point = code_point_at(text, i);
      if (numeric_ && point.value >= '0' && point.value <= '9') {
        i = add_number(i);
      } else {
        add(point.value);
        i += point.units;
      }
    }
  }
  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }

 private:
  void add_latin(char letter, std::uint32_t accent) {
    const bool upper = letter < 'a';
    elements_.push_back({kLatin + (static_cast<std::uint32_t>(letter) | 0x20u), accent, upper});
  }

  void add(char32_t point) {
    if (point < 0x80 && ((point | 0x20) >= 'a' && (point | 0x20) <= 'z')) {
      add_latin(static_cast<char>(point), 0);
    } else if (point >= '0' && point <= '9') {
      elements_.push_back({kDigits + static_cast<std::uint32_t>(point)});
    } else if (point >= 0x300 && point < 0x370) {
      if (!elements_.empty()) elements_.back().accent = mark_weight(point);
    } else if (const std::size_t rank = point < 0x10000 ? kPunctuation.find(static_cast<char16_t>(point))
                                                        : std::u16string_view::npos;
               rank != std::u16string_view::npos) {
      elements_.push_back({static_cast<std::uint32_t>(rank) + 1});
    } else if (point == '$' || point == 0xA3 || point == 0xA5 || point == 0x20AC) {
      elements_.push_back({kCurrencies + static_cast<std::uint32_t>(point)});
    } else if (point >= 0x20 && point != 0x7F) {
      add_beyond_ascii(point);
    }
  }

  void add_beyond_ascii(char32_t point) {
    const auto* row = point < 0x10000 ? std::ranges::find(kAccentedLetters, static_cast<char16_t>(point),
                                                          &AccentedLetter::letter)
                                      : std::end(kAccentedLetters);
    if (row != std::end(kAccentedLetters)) {
      add_latin(row->base, mark_weight(row->mark));
    } else if (point == 0xDF) {
      add_latin('s', 1);
      add_latin('s', 1);
    } else if (point == 0xE6 || point == 0xC6) {
      add_latin(point == 0xE6 ? 'a' : 'A', 1);
      add_latin(point == 0xE6 ? 'e' : 'E', 1);
    } else if ((point >= 0x2000 && point < 0x2C00) || point >= 0x1F000) {
      elements_.push_back({kSymbols + static_cast<std::uint32_t>(point)});
    } else {
      const char32_t lower = simple_lower(point);
      elements_.push_back({kOthers + static_cast<std::uint32_t>(lower), 0, lower != point});
    }
  }

  // A run of digits: more digits are more, leading zeros do not count.
  std::size_t add_number(std::size_t begin) {
    const auto is_digit = [this](std::size_t i) {
      return i < text_.size() && text_[i] >= '0' && text_[i] <= '9';
    };
    std::size_t end = begin;
    while (is_digit(end)) ++end;
    while (begin + 1 < end && text_[begin] == '0') ++begin;
    elements_.push_back({kDigits + static_cast<std::uint32_t>(std::min<std::size_t>(end - begin, 0xFF00))});
    for (; begin < end; ++begin) elements_.push_back({kDigits + text_[begin]});
    return end;
  }

  std::u16string_view text_;
  bool numeric_;
  std::vector<Element> elements_;
};

template <typename Weight>
int compare_level(const std::vector<Element>& left, const std::vector<Element>& right, Weight weight) {
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (weight(left[i]) != weight(right[i])) return weight(left[i]) < weight(right[i]) ? -1 : 1;
  }
  if (left.size() == right.size()) return 0;
  return left.size() < right.size() ? -1 : 1;
}

}  // namespace

int compare_texts(std::u16string_view left, std::u16string_view right, CollationOptions options) {
  const ElementList left_list(left, options.numeric);
  const ElementList right_list(right, options.numeric);
  const std::vector<Element>& a = left_list.elements();
  const std::vector<Element>& b = right_list.elements();
  int order = compare_level(a, b, [](const Element& element) { return element.primary; });
  if (order == 0 && options.accents)
    order = compare_level(a, b, [](const Element& element) { return element.accent; });
  if (order == 0 && options.case_level)
    order = compare_level(a, b, [](const Element& element) { return element.upper; });
  return order;
}

}  // namespace asyncq::engine
