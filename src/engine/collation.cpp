#include "engine/collation.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/unicode.h"

namespace asyncq::engine {
namespace {

// Accented letters of Latin-1 and Latin Extended-A: base letter and combining mark [Unicode decompositions].
struct AccentedLetter {
  char16_t letter;
  char base;
  char16_t mark;
};
// clang-format off
constexpr AccentedLetter kAccentedLetters[] = {
    {0xC0,'A',0x300}, {0xC1,'A',0x301}, {0xC2,'A',0x302}, {0xC3,'A',0x303}, {0xC4,'A',0x308},
    {0xC5,'A',0x30A}, {0xC7,'C',0x327}, {0xC8,'E',0x300}, {0xC9,'E',0x301}, {0xCA,'E',0x302},
    {0xCB,'E',0x308}, {0xCC,'I',0x300}, {0xCD,'I',0x301}, {0xCE,'I',0x302}, {0xCF,'I',0x308},
    {0xD1,'N',0x303}, {0xD2,'O',0x300}, {0xD3,'O',0x301}, {0xD4,'O',0x302}, {0xD5,'O',0x303},
    {0xD6,'O',0x308}, {0xD8,'O',0x338}, {0xD9,'U',0x300}, {0xDA,'U',0x301}, {0xDB,'U',0x302},
    {0xDC,'U',0x308}, {0xDD,'Y',0x301}, {0xE0,'a',0x300}, {0xE1,'a',0x301}, {0xE2,'a',0x302},
    {0xE3,'a',0x303}, {0xE4,'a',0x308}, {0xE5,'a',0x30A}, {0xE7,'c',0x327}, {0xE8,'e',0x300},
    {0xE9,'e',0x301}, {0xEA,'e',0x302}, {0xEB,'e',0x308}, {0xEC,'i',0x300}, {0xED,'i',0x301},
    {0xEE,'i',0x302}, {0xEF,'i',0x308}, {0xF1,'n',0x303}, {0xF2,'o',0x300}, {0xF3,'o',0x301},
    {0xF4,'o',0x302}, {0xF5,'o',0x303}, {0xF6,'o',0x308}, {0xF8,'o',0x338}, {0xF9,'u',0x300},
    {0xFA,'u',0x301}, {0xFB,'u',0x302}, {0xFC,'u',0x308}, {0xFD,'y',0x301}, {0xFF,'y',0x308},
    {0x100,'A',0x304}, {0x101,'a',0x304}, {0x102,'A',0x306}, {0x103,'a',0x306}, {0x104,'A',0x328},
    {0x105,'a',0x328}, {0x106,'C',0x301}, {0x107,'c',0x301}, {0x108,'C',0x302}, {0x109,'c',0x302},
    {0x10A,'C',0x307}, {0x10B,'c',0x307}, {0x10C,'C',0x30C}, {0x10D,'c',0x30C}, {0x10E,'D',0x30C},
    {0x10F,'d',0x30C}, {0x110,'D',0x335}, {0x111,'d',0x335}, {0x112,'E',0x304}, {0x113,'e',0x304},
    {0x114,'E',0x306}, {0x115,'e',0x306}, {0x116,'E',0x307}, {0x117,'e',0x307}, {0x118,'E',0x328},
    {0x119,'e',0x328}, {0x11A,'E',0x30C}, {0x11B,'e',0x30C}, {0x11C,'G',0x302}, {0x11D,'g',0x302},
    {0x11E,'G',0x306}, {0x11F,'g',0x306}, {0x120,'G',0x307}, {0x121,'g',0x307}, {0x122,'G',0x327},
    {0x123,'g',0x327}, {0x124,'H',0x302}, {0x125,'h',0x302}, {0x128,'I',0x303}, {0x129,'i',0x303},
    {0x12A,'I',0x304}, {0x12B,'i',0x304}, {0x12C,'I',0x306}, {0x12D,'i',0x306}, {0x12E,'I',0x328},
    {0x12F,'i',0x328}, {0x130,'I',0x307}, {0x134,'J',0x302}, {0x135,'j',0x302}, {0x136,'K',0x327},
    {0x137,'k',0x327}, {0x139,'L',0x301}, {0x13A,'l',0x301}, {0x13B,'L',0x327}, {0x13C,'l',0x327},
    {0x13D,'L',0x30C}, {0x13E,'l',0x30C}, {0x141,'L',0x338}, {0x142,'l',0x338}, {0x143,'N',0x301},
    {0x144,'n',0x301}, {0x145,'N',0x327}, {0x146,'n',0x327}, {0x147,'N',0x30C}, {0x148,'n',0x30C},
    {0x14C,'O',0x304}, {0x14D,'o',0x304}, {0x14E,'O',0x306}, {0x14F,'o',0x306}, {0x150,'O',0x30B},
    {0x151,'o',0x30B}, {0x154,'R',0x301}, {0x155,'r',0x301}, {0x156,'R',0x327}, {0x157,'r',0x327},
    {0x158,'R',0x30C}, {0x159,'r',0x30C}, {0x15A,'S',0x301}, {0x15B,'s',0x301}, {0x15C,'S',0x302},
    {0x15D,'s',0x302}, {0x15E,'S',0x327}, {0x15F,'s',0x327}, {0x160,'S',0x30C}, {0x161,'s',0x30C},
    {0x162,'T',0x327}, {0x163,'t',0x327}, {0x164,'T',0x30C}, {0x165,'t',0x30C}, {0x168,'U',0x303},
    {0x169,'u',0x303}, {0x16A,'U',0x304}, {0x16B,'u',0x304}, {0x16C,'U',0x306}, {0x16D,'u',0x306},
    {0x16E,'U',0x30A}, {0x16F,'u',0x30A}, {0x170,'U',0x30B}, {0x171,'u',0x30B}, {0x172,'U',0x328},
    {0x173,'u',0x328}, {0x174,'W',0x302}, {0x175,'w',0x302}, {0x176,'Y',0x302}, {0x177,'y',0x302},
    {0x178,'Y',0x308}, {0x179,'Z',0x301}, {0x17A,'z',0x301}, {0x17B,'Z',0x307}, {0x17C,'z',0x307},
    {0x17D,'Z',0x30C}, {0x17E,'z',0x30C},
};
// clang-format on

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
