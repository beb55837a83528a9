#include "explore/token.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace asyncq::explore {

namespace {

// Crockford's alphabet: no two letters look alike.
constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kBitsOfLetter = 5;
constexpr std::size_t kCheckLetters = 4;
constexpr std::size_t kGroup = 4;            // letters between hyphens
constexpr std::size_t kMostLetters = 65536;  // of a token that is worth reading
constexpr std::uint32_t kMostChoice = 0xFFFF;

using Bits = std::vector<bool>;

// Elias's gamma code of choice + 1: a one for each choice of the nominal course. Zeros behind the last are
// the beginning of a number that never ends, so they fill up the last letter.
void append(Bits& bits, std::uint32_t choice) {
  const std::uint32_t number = choice + 1;
  const int length = std::bit_width(number);
  bits.insert(bits.end(), static_cast<std::size_t>(length - 1), false);
  for (int bit = length - 1; bit >= 0; --bit) bits.push_back((number >> bit & 1u) != 0);
}

std::optional<Choices> choices_in(const Bits& bits) {
  Choices choices;
  std::size_t at = 0;
  while (at < bits.size()) {
    std::size_t zeros = 0;
    while (at < bits.size() && !bits[at]) ++at, ++zeros;
    if (at == bits.size()) return choices;
    if (at + zeros + 1 > bits.size()) return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i <= zeros; ++i) {
      number = number << 1 | (bits[at++] ? 1u : 0u);
      if (number > kMostChoice + 1u) return std::nullopt;
    }
    choices.push_back(static_cast<std::uint32_t>(number - 1));
  }
  return choices;
}

std::string letters_of(const Bits& bits) {
  std::string letters;
  for (std::size_t at = 0; at < bits.size(); at += kBitsOfLetter) {
    std::size_t value = 0;
    for (std::size_t i = at; i < at + kBitsOfLetter; ++i)
      value = value << 1 | (i < bits.size() && bits[i] ? 1u : 0u);
    letters += kLetters[value];
  }
  return letters;
}

std::string check_of(std::string_view payload, std::uint64_t subject) {
  const std::uint64_t hash = digest(payload, subject);
  std::uint64_t mixed = hash ^ hash >> 32;
  std::string letters;
  for (std::size_t i = 0; i < kCheckLetters; ++i, mixed >>= kBitsOfLetter) letters += kLetters[mixed & 31];
  return letters;
}

std::optional<std::string> canonical(std::string_view token) {
  std::string letters;
  for (const char raw : token) {
    if (raw == '-' || raw == ' ') continue;
    char letter = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
    if (letter == 'o') letter = '0';
    if (letter == 'i' || letter == 'l') letter = '1';
    if (kLetters.find(letter) == std::string_view::npos || letters.size() >= kMostLetters)
      return std::nullopt;
    letters += letter;
  }
  if (letters.size() < kCheckLetters) return std::nullopt;
  return letters;
}

}  // namespace

std::uint64_t digest(std::string_view text, std::uint64_t before) {
  for (const char c : text) {
    before ^= static_cast<unsigned char>(c);
    before *= 0x100000001B3u;
  }
  return before;
}

std::string encode_token(const Choices& choices, std::uint64_t subject) {
  const auto last =
      std::find_if(choices.rbegin(), choices.rend(), [](std::uint32_t choice) { return choice != 0; });
  Bits bits;
  for (auto choice = choices.begin(); choice != last.base(); ++choice)
    append(bits, std::min(*choice, kMostChoice));
  const std::string payload = letters_of(bits);
  const std::string letters = payload + check_of(payload, subject);
  std::string token;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    // Groups are counted from the end, so that the check stands alone.
    if (i > 0 && (letters.size() - i) % kGroup == 0) token += '-';
    token += letters[i];
  }
  return token;
}

DecodedToken decode_token(std::string_view token, std::uint64_t subject) {
  const std::optional<std::string> letters = canonical(token);
  if (!letters) return {std::nullopt, TokenFault::unreadable};
  const std::string_view payload = std::string_view(*letters).substr(0, letters->size() - kCheckLetters);
  if (letters->substr(payload.size()) != check_of(payload, subject))
    return {std::nullopt, TokenFault::other_program};
  Bits bits;
  for (const char letter : payload) {
    const std::size_t value = kLetters.find(letter);
    for (std::size_t bit = kBitsOfLetter; bit-- > 0;) bits.push_back((value >> bit & 1u) != 0);
  }
  return {choices_in(bits), TokenFault::unreadable};
}

}  // namespace asyncq::explore
