#pragma once
// Unicode normalization [UAX #15] of the texts that programs have: Latin letters with their accents, Hangul,
// and characters that no form changes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace asyncq::engine {

enum class NormalizationForm : std::uint8_t { nfc, nfd, nfkc, nfkd };

struct Normalized {
  std::u16string text;
  std::optional<char32_t> unknown;  // a character whose decomposition is not known here
};
[[nodiscard]] Normalized normalize(std::u16string_view text, NormalizationForm form);

}  // namespace asyncq::engine
