#include "engine/big_integer.h"

#include <cmath>
#include <limits>

#include "tests/support/catch.h"

using asyncq::engine::BigInteger;

namespace {

BigInteger decimal(std::u16string_view digits) {
  const bool negative = digits[0] == u'-';
  const auto magnitude = BigInteger::from_digits(digits.substr(negative ? 1 : 0), 10);
  REQUIRE(magnitude.has_value());
  return negative ? -*magnitude : *magnitude;
}

// Integers of up to most_bits, runs of equal bits among them: what carries and guesses go wrong at.
class Samples {
 public:
  BigInteger next(std::uint64_t most_bits) {
    BigInteger value;
    for (std::uint64_t bits = random() % (most_bits + 1); bits > 0;) {
      const std::uint64_t run = std::min<std::uint64_t>(bits, 1 + random() % 40);
      const std::uint64_t mask = (std::uint64_t{1} << run) - 1;
      const std::uint64_t kind = random() % 4;
      const std::uint64_t part = kind == 0 ? 0 : kind == 1 ? mask : random() & mask;
      value = *BigInteger::shift_left(value, BigInteger(static_cast<std::int64_t>(run))) +
              BigInteger(static_cast<std::int64_t>(part));
      bits -= run;
    }
    return random() % 2 == 0 ? -value : value;
  }
  std::uint64_t random() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ >> 20;
  }

 private:
  std::uint64_t state_ = 7;
};

}  // namespace

TEST_CASE("BigInteger: quotient and remainder make the dividend again", "[engine]") {
  Samples samples;
  for (int i = 0; i < 20'000; ++i) {
    const BigInteger a = samples.next(400);
    const BigInteger b = samples.next(200);
    if (b.is_zero()) continue;
    const BigInteger rest = a % b;
    REQUIRE(a / b * b + rest == a);
    REQUIRE((rest.is_zero() || rest.is_negative() == a.is_negative()));
    REQUIRE((rest.is_negative() ? -rest : rest) < (b.is_negative() ? -b : b));
  }
}

TEST_CASE("BigInteger: products and sums follow the laws of arithmetic", "[engine]") {
  Samples samples;
  for (int i = 0; i < 5'000; ++i) {
    const BigInteger a = samples.next(300);
    const BigInteger b = samples.next(300);
    const BigInteger c = samples.next(100);
    REQUIRE(a + b == b + a);
    REQUIRE(a * b == b * a);
    REQUIRE((a + b) * c == a * c + b * c);
    REQUIRE((a + b) * (a - b) == a * a - b * b);
    REQUIRE(a - b + b == a);
    REQUIRE((a < b) == (a - b).is_negative());
  }
}

TEST_CASE("BigInteger: bits behave as in two's complement", "[engine]") {
  Samples samples;
  for (int i = 0; i < 5'000; ++i) {
    const BigInteger a = samples.next(200);
    const BigInteger b = samples.next(200);
    REQUIRE((a & b) + (a | b) == a + b);
    REQUIRE((a ^ b) == (a | b) - (a & b));
    const auto distance = static_cast<std::int64_t>(samples.random() % 100);
    const BigInteger power = *BigInteger::power(BigInteger(2), BigInteger(distance));
    REQUIRE(*BigInteger::shift_left(a, BigInteger(distance)) == a * power);
    // Shifting right rounds down, division towards zero.
    const BigInteger down = *BigInteger::shift_left(a, BigInteger(-distance));
    REQUIRE(down * power <= a);
    REQUIRE(a < (down + BigInteger(1)) * power);
    const auto bits = static_cast<std::uint64_t>(distance);
    const BigInteger low = *a.as_unsigned(bits);
    REQUIRE(((a - low) % power).is_zero());
    REQUIRE((!low.is_negative() && low < power));
    const BigInteger around = *a.as_signed(bits);
    REQUIRE(((a - around) % power).is_zero());
    REQUIRE((around + around < power && -power <= around + around));
  }
}

TEST_CASE("BigInteger: text and back in every radix", "[engine]") {
  Samples samples;
  for (int i = 0; i < 2'000; ++i) {
    const BigInteger a = samples.next(300);
    const unsigned radix = 2 + static_cast<unsigned>(i) % 35;
    std::string text = a.to_string(radix);
    if (a.is_negative()) text.erase(0, 1);
    const auto back = BigInteger::from_digits(std::u16string(text.begin(), text.end()), radix);
    REQUIRE(back.has_value());
    REQUIRE(*back == (a.is_negative() ? -a : a));
  }
  CHECK(BigInteger().to_string() == "0");
  CHECK(decimal(u"-00120").to_string() == "-120");
  CHECK(BigInteger(255).to_string(16) == "ff");
  CHECK(BigInteger(std::numeric_limits<std::int64_t>::min()).to_string() == "-9223372036854775808");
  CHECK_FALSE(BigInteger::from_digits(u"12a", 10).has_value());
  CHECK(BigInteger::from_literal(u"0xfF")->to_string() == "255");
  CHECK(BigInteger::from_literal(u"0b101")->to_string() == "5");
  CHECK_FALSE(BigInteger::from_literal(u"0x").has_value());
  CHECK_FALSE(BigInteger::from_literal(u"0b2").has_value());
}

TEST_CASE("BigInteger: numbers go there and back, and are compared exactly", "[engine]") {
  Samples samples;
  for (int i = 0; i < 5'000; ++i) {
    const double number = std::ldexp(static_cast<double>(samples.random() % (1ull << 53)),
                                     static_cast<int>(samples.random() % 900));
    const BigInteger integer = BigInteger::from_integral(number);
    REQUIRE(integer.to_double() == number);
    REQUIRE(std::is_eq(integer.compare(number)));
    REQUIRE(std::is_lt(integer.compare(std::nextafter(number, HUGE_VAL))));
    REQUIRE(std::is_gt((integer + BigInteger(1)).compare(number)));
  }
  CHECK(decimal(u"9007199254740993").to_double() == 9007199254740992.0);  // halves go to the even one
  CHECK(decimal(u"9007199254740995").to_double() == 9007199254740996.0);
  CHECK(decimal(u"-9007199254740995").to_double() == -9007199254740996.0);
  CHECK(decimal(u"36893488147419107329").to_double() == 36893488147419111424.0);  // just above a half
  CHECK(BigInteger::power(BigInteger(2), BigInteger(1024))->to_double() == HUGE_VAL);
  CHECK(std::is_lt(BigInteger(1).compare(1.5)));
  CHECK(std::is_gt(BigInteger(-1).compare(-1.5)));
  CHECK(std::is_gt(BigInteger(5).compare(-HUGE_VAL)));
  const std::partial_ordering with_nan = BigInteger(5).compare(std::nan(""));
  CHECK_FALSE((std::is_lteq(with_nan) || std::is_gteq(with_nan)));
}

TEST_CASE("BigInteger: what is beyond the bound is not computed", "[engine]") {
  const auto bound = static_cast<std::int64_t>(BigInteger::kMaxBits);
  CHECK(BigInteger::power(BigInteger(2), BigInteger(bound - 1))->bit_length() == BigInteger::kMaxBits);
  CHECK_FALSE(BigInteger::power(BigInteger(2), BigInteger(bound)).has_value());
  CHECK_FALSE(
      BigInteger::power(BigInteger(3), *BigInteger::power(BigInteger(2), BigInteger(70))).has_value());
  CHECK(BigInteger::power(BigInteger(-1), decimal(u"100000000000000000001"))->to_string() == "-1");
  CHECK(BigInteger::power(BigInteger(0), decimal(u"100000000000000000001"))->is_zero());
  CHECK(BigInteger::shift_left(BigInteger(1), BigInteger(bound - 1)).has_value());
  CHECK_FALSE(BigInteger::shift_left(BigInteger(1), BigInteger(bound)).has_value());
  CHECK(BigInteger::shift_left(BigInteger(-5), decimal(u"-100000000000000000000"))->to_string() == "-1");
  CHECK_FALSE(BigInteger(-1).as_unsigned(BigInteger::kMaxBits + 1).has_value());
  CHECK(BigInteger(-1).as_signed(~std::uint64_t{0})->to_string() == "-1");
  CHECK_FALSE(BigInteger::from_digits(std::u16string(1'000'000, u'9'), 10).has_value());
}
