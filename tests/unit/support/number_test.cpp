#include "support/number.h"

#include <limits>

#include "tests/support/catch.h"

using namespace asyncq::support;

TEST_CASE("numbers: decimal literals that no double can hold are infinite or zero", "[support]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(decimal_value("1e400") == infinity);
  CHECK(decimal_value("1e-400") == 0);
  CHECK(decimal_value("1E+99999999999999999999") == infinity);
  CHECK(decimal_value("1e-99999999999999999999") == 0);
  CHECK(decimal_value("0." + std::string(400, '0') + "1e500") == 1e99);
  CHECK(decimal_value(std::string(400, '9')) == infinity);
  CHECK(decimal_value("1.7976931348623157e308") == std::numeric_limits<double>::max());
  CHECK(decimal_value("5.") == 5);
  CHECK(decimal_value(".5") == 0.5);
}

TEST_CASE("numbers: digits of a power of two are rounded once, half to even", "[support]") {
  CHECK(power_of_two_value("fF", 16) == 255);
  CHECK(power_of_two_value("17", 8) == 15);
  CHECK(power_of_two_value("101", 2) == 5);
  CHECK(power_of_two_value("20000000000001", 16) == 9007199254740992.0);
  CHECK(power_of_two_value("20000000000003", 16) == 9007199254740996.0);
  CHECK(power_of_two_value("200000000000010000000001", 16) > 9007199254740992.0 * 0x1p40);
  CHECK(power_of_two_value(std::string(400, 'f'), 16) == std::numeric_limits<double>::infinity());
}
