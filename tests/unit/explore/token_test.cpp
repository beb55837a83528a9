#include "explore/token.h"

#include "tests/support/catch.h"

using namespace asyncq::explore;

namespace {

constexpr std::uint64_t kSubject = 12345;

Choices round_trip(const Choices& choices) {
  const DecodedToken decoded = decode_token(encode_token(choices, kSubject), kSubject);
  REQUIRE(decoded.choices);
  return *decoded.choices;
}

}  // namespace

TEST_CASE("a token is its choices, without the zeros at the end", "[explore]") {
  CHECK(round_trip({}) == Choices{});
  CHECK(round_trip({0, 0}) == Choices{});
  CHECK(round_trip({1}) == Choices{1});
  CHECK(round_trip({0, 0, 5, 0}) == Choices{0, 0, 5});
  CHECK(round_trip({63, 0, 1, 2, 3, 64, 65534}) == Choices{63, 0, 1, 2, 3, 64, 65534});
  CHECK(round_trip(Choices(1000, 1)) == Choices(1000, 1));
}

TEST_CASE("a token is short", "[explore]") {
  CHECK(encode_token({}, kSubject).size() == 4);
  CHECK(encode_token({1}, kSubject).size() == 6);
  CHECK(encode_token({11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, kSubject).size() <= 21);
}

TEST_CASE("a token may be written by hand", "[explore]") {
  const std::string token = encode_token({0, 3, 1}, kSubject);
  std::string by_hand = " ";
  for (const char c : token) {
    if (c == '0') {
      by_hand += 'O';
    } else if (c == '1') {
      by_hand += 'l';
    } else if (c != '-') {
      by_hand += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  CHECK(decode_token(by_hand, kSubject).choices == Choices{0, 3, 1});
}

TEST_CASE("a token of another program, or with a slip, is refused", "[explore]") {
  std::string token = encode_token({2, 1}, kSubject);
  CHECK_FALSE(decode_token(token, kSubject + 1).choices);
  CHECK(decode_token(token, kSubject + 1).fault == TokenFault::other_program);
  token[0] = token[0] == '7' ? '8' : '7';
  CHECK_FALSE(decode_token(token, kSubject).choices);
  for (const char* word : {"", "abc", "u-0000", "\xC3\xA9", "0000\n"}) {
    CHECK_FALSE(decode_token(word, kSubject).choices);
    CHECK(decode_token(word, kSubject).fault == TokenFault::unreadable);
  }
}
