#include "engine/unicode.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "engine/unicode_tables.h"
#include "support/white_space.h"

namespace asyncq::engine {
namespace {

char32_t map_simple(std::span<const unicode_tables::CaseRange> ranges, char32_t code_point) {
  auto range = std::ranges::upper_bound(ranges, code_point, {}, &unicode_tables::CaseRange::first);
  if (range == ranges.begin()) return code_point;
  --range;
  if (code_point <= range->last && (code_point - range->first) % range->stride == 0) {
    return static_cast<char32_t>(static_cast<std::int64_t>(code_point) + range->delta);
  }
  return code_point;
}

bool is_letter(char32_t code_point) {
  return simple_upper(code_point) != code_point || simple_lower(code_point) != code_point;
}

// Final_Sigma of SpecialCasing: after a letter, and not before one.
bool is_final_sigma(std::u16string_view text, std::size_t index) {
  const bool letter_before = index > 0 && is_letter(text[index - 1]);
  const bool letter_after = index + 1 < text.size() && is_letter(text[index + 1]);
  return letter_before && !letter_after;
}

constexpr char16_t kSigma = 0x3A3;
constexpr char16_t kFinalSigma = 0x3C2;
constexpr char16_t kDottedCapitalI = 0x130;

}  // namespace

std::u16string_view trim_start(std::u16string_view text) {
  while (!text.empty() && support::is_white_space(text.front())) text.remove_prefix(1);
  return text;
}

std::u16string_view trim_end(std::u16string_view text) {
  while (!text.empty() && support::is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

char32_t simple_upper(char32_t code_point) {
  if (code_point < 0x80) return code_point >= 'a' && code_point <= 'z' ? code_point - 32 : code_point;
  return map_simple(unicode_tables::kUpperRanges, code_point);
}

char32_t simple_lower(char32_t code_point) {
  if (code_point < 0x80) return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
  return map_simple(unicode_tables::kLowerRanges, code_point);
}

std::u16string to_upper(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    i += point.units;
    const auto* special = point.value < 0x80 ? std::end(unicode_tables::kSpecialUpper)
                                             : std::ranges::find(unicode_tables::kSpecialUpper, point.value,
                                                                 &unicode_tables::SpecialCase::from);
    if (special == std::end(unicode_tables::kSpecialUpper)) {
      append_utf16(out, simple_upper(point.value));
      continue;
    }
    for (const char16_t unit : special->to) {
      if (unit != 0) out.push_back(unit);
    }
  }
  return out;
}

std::u16string to_lower(std::u16string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (point.value == kSigma && is_final_sigma(text, i)) {
      out.push_back(kFinalSigma);
    } else if (point.value == kDottedCapitalI) {
      out += u"i\u0307";
    } else {
      append_utf16(out, simple_lower(point.value));
    }
    i += point.units;
  }
  return out;
}

}  // namespace asyncq::engine
