#include "engine/normalization.h"

#include <algorithm>
#include <vector>

#include "engine/latin_letters.h"
#include "engine/unicode.h"

namespace asyncq::engine {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};
// Without any decomposition, and of combining class 0.
constexpr Range kInert[] = {
    {0x0, 0x9F},      {0xA1, 0xA7},     {0xA9, 0xA9},       {0xAB, 0xAE},       {0xB0, 0xB1},
    {0xB6, 0xB7},     {0xBB, 0xBB},     {0xBF, 0xBF},       {0xC6, 0xC6},       {0xD0, 0xD0},
    {0xD7, 0xD8},     {0xDE, 0xDF},     {0xE6, 0xE6},       {0xF0, 0xF0},       {0xF7, 0xF8},
    {0xFE, 0xFE},     {0x110, 0x111},   {0x126, 0x127},     {0x131, 0x131},     {0x138, 0x138},
    {0x141, 0x142},   {0x14A, 0x14B},   {0x152, 0x153},     {0x166, 0x167},     {0x391, 0x3A9},
    {0x3B1, 0x3C9},   {0x410, 0x418},   {0x41A, 0x438},     {0x43A, 0x44F},     {0x5D0, 0x5EA},
    {0x2010, 0x2010}, {0x2012, 0x2016}, {0x2018, 0x2023},   {0x2027, 0x2027},   {0x20A0, 0x20A7},
    {0x20A9, 0x20C0}, {0x2190, 0x2199}, {0x219C, 0x21AD},   {0x21AF, 0x21CC},   {0x21D0, 0x21FF},
    {0x2500, 0x25FF}, {0x2600, 0x27BF}, {0x4E00, 0x9FFF},   {0xD800, 0xDFFF},   {0xE000, 0xF8FF},
    {0xFE0F, 0xFE0F}, {0xFFFD, 0xFFFD}, {0x1F300, 0x1FAFF}, {0x20000, 0x2A6DF},
};

struct Compatible {
  char32_t character;
  std::u32string_view text;
};
// What the K forms replace.
constexpr Compatible kCompatible[] = {
    {0xA0, U" "},     {0xA8, U" \u0308"},  {0xAA, U"a"},        {0xAF, U" \u0304"},  {0xB2, U"2"},
    {0xB3, U"3"},     {0xB4, U" \u0301"},  {0xB5, U"\u03BC"},   {0xB8, U" \u0327"},  {0xB9, U"1"},
    {0xBA, U"o"},     {0xBC, U"1\u20444"}, {0xBD, U"1\u20442"}, {0xBE, U"3\u20444"}, {0x2011, U"\u2010"},
    {0x2026, U"..."}, {0x2070, U"0"},      {0x2074, U"4"},      {0x2075, U"5"},      {0x2080, U"0"},
    {0x2081, U"1"},   {0x2082, U"2"},      {0x2116, U"No"},     {0x2122, U"TM"},     {0x2160, U"I"},
    {0x2161, U"II"},  {0x2162, U"III"},    {0x2460, U"1"},      {0x2461, U"2"},      {0x2462, U"3"},
    {0x3000, U" "},   {0xFB00, U"ff"},     {0xFB01, U"fi"},     {0xFB02, U"fl"},     {0xFB03, U"ffi"},
};
constexpr Range kFullWidth{0xFF01, 0xFF5E};  // the characters from '!' on

struct Mark {
  char16_t mark;
  std::uint8_t combining_class;
};
constexpr std::uint8_t kAbove = 230;
constexpr std::uint8_t kAttachedBelow = 202;
constexpr Mark kMarks[] = {
    {0x300, kAbove}, {0x301, kAbove},         {0x302, kAbove},         {0x303, kAbove}, {0x304, kAbove},
    {0x306, kAbove}, {0x307, kAbove},         {0x308, kAbove},         {0x30A, kAbove}, {0x30B, kAbove},
    {0x30C, kAbove}, {0x327, kAttachedBelow}, {0x328, kAttachedBelow},
};

std::uint8_t class_of(char32_t point) {
  const auto* found =
      std::find_if(std::begin(kMarks), std::end(kMarks), [&](const Mark& row) { return row.mark == point; });
  return found == std::end(kMarks) ? 0 : found->combining_class;
}

bool is_inert(char32_t point) {
  return std::any_of(std::begin(kInert), std::end(kInert),
                     [&](const Range& range) { return point >= range.first && point <= range.last; });
}

// Hangul syllables are composed by rule [The Unicode Standard, 3.12].
constexpr char32_t kSyllables = 0xAC00;
constexpr char32_t kLeading = 0x1100;
constexpr char32_t kVowels = 0x1161;
constexpr char32_t kTrailing = 0x11A7;
constexpr char32_t kLeadingCount = 19;
constexpr char32_t kVowelCount = 21;
constexpr char32_t kTrailingCount = 28;

bool within(char32_t point, char32_t first, char32_t count) {
  return point >= first && point < first + count;
}
bool is_syllable(char32_t point) {
  return within(point, kSyllables, kLeadingCount * kVowelCount * kTrailingCount);
}
bool is_jamo(char32_t point) {
  return within(point, kLeading, kLeadingCount) || within(point, kVowels, kVowelCount) ||
         within(point, kTrailing + 1, kTrailingCount - 1);
}

const AccentedLetter* letter_of(char32_t point) {
  const auto* found =
      std::find_if(std::begin(kAccentedLetters), std::end(kAccentedLetters),
                   [&](const AccentedLetter& row) { return row.letter == point && !is_stroke(row.mark); });
  return found == std::end(kAccentedLetters) ? nullptr : found;
}

class Normalizer {
 public:
  explicit Normalizer(NormalizationForm form)
      : compatible_(form == NormalizationForm::nfkc || form == NormalizationForm::nfkd),
        composes_(form == NormalizationForm::nfc || form == NormalizationForm::nfkc) {}

  Normalized run(std::u16string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint point = code_point_at(text, i);
      decompose(point.value);
      i += point.units;
    }
    order_marks();
    if (composes_) compose();
    Normalized result{{}, unknown_};
    for (const char32_t point : points_) append_utf16(result.text, point);
    return result;
  }

 private:
  void decompose(char32_t point) {
    if (const AccentedLetter* letter = letter_of(point)) {
      points_.push_back(static_cast<char32_t>(letter->base));
      points_.push_back(letter->mark);
    } else if (is_syllable(point)) {
      const char32_t index = point - kSyllables;
      points_.push_back(kLeading + index / (kVowelCount * kTrailingCount));
      points_.push_back(kVowels + index / kTrailingCount % kVowelCount);
      if (index % kTrailingCount != 0) points_.push_back(kTrailing + index % kTrailingCount);
    } else if (is_inert(point) || is_jamo(point) || class_of(point) != 0) {
      points_.push_back(point);
    } else {
      decompose_compatible(point);
    }
  }
  void decompose_compatible(char32_t point) {
    const auto* row = std::find_if(std::begin(kCompatible), std::end(kCompatible),
                                   [&](const Compatible& candidate) { return candidate.character == point; });
    const bool is_wide = point >= kFullWidth.first && point <= kFullWidth.last;
    if (row == std::end(kCompatible) && !is_wide) unknown_ = unknown_.value_or(point);
    if (!compatible_ || (row == std::end(kCompatible) && !is_wide)) {
      points_.push_back(point);
    } else if (is_wide) {
      points_.push_back(point - kFullWidth.first + U'!');
    } else {
      points_.insert(points_.end(), row->text.begin(), row->text.end());
    }
  }
  // The canonical ordering algorithm.
  void order_marks() {
    for (auto begin = points_.begin(); begin != points_.end();) {
      const auto end = std::find_if(begin, points_.end(), [](char32_t p) { return class_of(p) == 0; });
      std::stable_sort(begin, end, [](char32_t a, char32_t b) { return class_of(a) < class_of(b); });
      begin = std::find_if(end, points_.end(), [](char32_t p) { return class_of(p) != 0; });
    }
  }
  // The canonical composition algorithm.
  void compose() {
    std::vector<char32_t> out;
    std::size_t starter = 0;
    bool has_starter = false;
    for (const char32_t point : points_) {
      const std::uint8_t last_class = has_starter && out.size() > starter + 1 ? class_of(out.back()) : 0;
      const bool is_next = has_starter && out.size() == starter + 1;
      const bool is_open = is_next || (has_starter && last_class != 0 && last_class < class_of(point));
      if (is_open) {
        if (const std::optional<char32_t> composed = pair(out[starter], point)) {
          out[starter] = *composed;
          continue;
        }
      }
      if (class_of(point) == 0) {
        starter = out.size();
        has_starter = true;
      }
      out.push_back(point);
    }
    points_ = std::move(out);
  }
  std::optional<char32_t> pair(char32_t first, char32_t second) {
    if (within(first, kLeading, kLeadingCount) && within(second, kVowels, kVowelCount))
      return kSyllables + ((first - kLeading) * kVowelCount + second - kVowels) * kTrailingCount;
    if (is_syllable(first) && (first - kSyllables) % kTrailingCount == 0 &&
        within(second, kTrailing + 1, kTrailingCount - 1)) {
      return first + second - kTrailing;
    }
    if (class_of(second) == 0) return std::nullopt;
    for (const AccentedLetter& row : kAccentedLetters) {
      if (static_cast<char32_t>(row.base) == first && row.mark == second) return row.letter;
    }
    // A letter with this mark may be one that is not in the table.
    const bool is_letter = first > 0x7F || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
    if (is_letter) unknown_ = unknown_.value_or(second);
    return std::nullopt;
  }

  bool compatible_;
  bool composes_;
  std::vector<char32_t> points_;
  std::optional<char32_t> unknown_;
};

}  // namespace

Normalized normalize(std::u16string_view text, NormalizationForm form) {
  return Normalizer(form).run(text);
}

}  // namespace asyncq::engine
