#include "engine/number_format.h"

#include <cmath>
#include <limits>
#include <string>

#include "tests/support/catch.h"

using namespace asyncq::engine;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct TextCase {
  double number;
  const char* text;
};

struct DigitsCase {
  double number;
  int digits;
  const char* text;
};

}  // namespace

TEST_CASE("number format: Number::toString, radix 10 [6.1.6.1.20]") {
  const TextCase cases[] = {
      {0.0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-42, "-42"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e21, "1e+21"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {-1.5e-9, "-1.5e-9"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {4294967296.5, "4294967296.5"},
      {kInfinity, "Infinity"},
      {-kInfinity, "-Infinity"},
      {std::nan(""), "NaN"},
  };
  for (const TextCase& row : cases) CHECK(number_to_string(row.number) == row.text);
}

TEST_CASE("number format: other radixes give the fewest digits that tell neighbours apart") {
  CHECK(number_to_radix(255, 16) == "ff");
  CHECK(number_to_radix(-255, 2) == "-11111111");
  CHECK(number_to_radix(0.5, 2) == "0.1");
  CHECK(number_to_radix(0.1, 3) == "0.0022002200220022002200220022002201");
  CHECK(number_to_radix(9007199254740992.0, 25) == "3jb4ed3h3aeh");
  CHECK(number_to_radix(288230376151711744.0, 7) == "342000150323610166410");
  CHECK(number_to_radix(-0.0, 36) == "0");
}

TEST_CASE("number format: toFixed measures the exact value [21.1.3.3]") {
  const DigitsCase cases[] = {
      {1.005, 2, "1.00"}, {1.45, 1, "1.4"}, {0.5, 0, "1"},       {2.5, 0, "3"},       {-2.5, 0, "-3"},
      {0.005, 2, "0.01"}, {0, 2, "0.00"},   {-1e-7, 2, "-0.00"}, {9.995, 2, "9.99"},  {99.99, 1, "100.0"},
      {1e21, 2, "1e+21"}, {0.04, 1, "0.0"}, {0.06, 1, "0.1"},    {123.456, 0, "123"},
  };
  for (const DigitsCase& row : cases) CHECK(number_to_fixed(row.number, row.digits) == row.text);
}

TEST_CASE("number format: toExponential and toPrecision [21.1.3.2, 21.1.3.5]") {
  CHECK(number_to_exponential(123456, 2) == "1.23e+5");
  CHECK(number_to_exponential(0, std::nullopt) == "0e+0");
  CHECK(number_to_exponential(0.00015, std::nullopt) == "1.5e-4");
  CHECK(number_to_exponential(-9.99, 1) == "-1.0e+1");
  CHECK(number_to_precision(123.456, 4) == "123.5");
  CHECK(number_to_precision(0.000001, 2) == "0.0000010");
  CHECK(number_to_precision(1e-7, 2) == "1.0e-7");
  CHECK(number_to_precision(123456, 2) == "1.2e+5");
  CHECK(number_to_precision(0, 3) == "0.00");
}

TEST_CASE("number format: StringToNumber [7.1.4.1.1]") {
  CHECK(string_to_number(u"") == 0);
  CHECK(string_to_number(u" \t12\n") == 12);
  CHECK(string_to_number(u"-.5e1") == -5);
  CHECK(string_to_number(u"0x1F") == 31);
  CHECK(string_to_number(u"0b101") == 5);
  CHECK(string_to_number(u"-Infinity") == -kInfinity);
  CHECK(string_to_number(u"1e1000") == kInfinity);
  CHECK(string_to_number(u"-1e-1000") == 0);
  CHECK(string_to_number(u"1e99999999999999999999") == kInfinity);
  for (const char16_t* text : {u"12px", u"1_000", u"-0x10", u"0x", u".", u"1e", u"infinity", u"--1"}) {
    CHECK(std::isnan(string_to_number(text)));
  }
}

TEST_CASE("number format: parseFloat and parseInt read a prefix [19.2.4, 19.2.5]") {
  CHECK(parse_float(u"3.14abc") == 3.14);
  CHECK(parse_float(u"1e+x") == 1);
  CHECK(std::isnan(parse_float(u"x1")));
  CHECK(parse_int(u"  42px", 0) == 42);
  CHECK(parse_int(u"0x1f", 0) == 31);
  CHECK(parse_int(u"-101", 2) == -5);
  CHECK(parse_int(u"zz", 36) == 1295);
  CHECK(std::isnan(parse_int(u"9", 1)));
  CHECK(std::isnan(parse_int(u"", 10)));
  CHECK(parse_int(u"20000000000001", 16) == 9007199254740992.0);
  CHECK(parse_int(u"20000000000003", 16) == 9007199254740996.0);
}
