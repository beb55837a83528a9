// Math [21.3]. Math.random is the same sequence in every run: a run is a function of its program.

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

#include "engine/builtins.h"
#include "engine/builtins/number_parts.h"

namespace asyncq::engine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A function of one number; the host's mathematics library has the right special cases.
template <double (*function)(double)>
Value unary(Machine& machine, const Arguments& arguments) {
  return Value(function(machine.to_number(arguments[0])));
}

// [21.3.2.28]: halves go up; what is below one half and above minus one half keeps its sign.
double round_half_up(double number) {
  constexpr double kAllIntegers = 4503599627370496.0;  // from 2^52 on there are no fractions
  if (!(std::abs(number) < kAllIntegers)) return number;
  const double floor = std::floor(number);
  return std::copysign(number - floor >= 0.5 ? floor + 1 : floor, number);
}

double sign_of(double number) {
  if (std::isnan(number) || number == 0) return number;
  return number < 0 ? -1 : 1;
}

// The host's function for double need not give 3 for 27.
double cube_root(double number) {
  return static_cast<double>(std::cbrt(static_cast<long double>(number)));
}

double fround(double number) {
  return static_cast<double>(static_cast<float>(number));
}

Value clz32(Machine& machine, const Arguments& arguments) {
  return Value(std::countl_zero(machine.to_uint32(arguments[0])));
}

Value imul(Machine& machine, const Arguments& arguments) {
  const std::uint32_t left = machine.to_uint32(arguments[0]);
  const std::uint32_t product = left * machine.to_uint32(arguments[1]);
  return Value(static_cast<int>(static_cast<std::int32_t>(product)));
}

Value atan2(Machine& machine, const Arguments& arguments) {
  const double y = machine.to_number(arguments[0]);
  return Value(std::atan2(y, machine.to_number(arguments[1])));
}

// Number::exponentiate [6.1.6.1.3]: ±1 to an infinite power is not a number here.
Value pow(Machine& machine, const Arguments& arguments) {
  const double base = machine.to_number(arguments[0]);
  const double exponent = machine.to_number(arguments[1]);
  if (std::isnan(exponent) || (std::isinf(exponent) && std::abs(base) == 1)) return Value(kNaN);
  return Value(std::pow(base, exponent));
}

// [21.3.2.24, 21.3.2.25]: all arguments are converted before any is compared; +0 is larger than -0.
template <bool largest>
Value extreme(Machine& machine, const Arguments& arguments) {
  double result = largest ? -kInfinity : kInfinity;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    const double number = machine.to_number(arguments[i]);
    if (std::isnan(result)) continue;
    if (std::isnan(number)) {
      result = number;
    } else if (number == result) {
      if (std::signbit(number) != largest) result = number;
    } else if ((number > result) == largest) {
      result = number;
    }
  }
  return Value(result);
}

Value hypot(Machine& machine, const Arguments& arguments) {
  std::vector<double> numbers;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    numbers.push_back(std::abs(machine.to_number(arguments[i])));
  }
  double largest = 0;
  bool has_nan = false;
  for (const double number : numbers) {
    if (std::isinf(number)) return Value(kInfinity);
    has_nan = has_nan || std::isnan(number);
    largest = std::max(largest, number);
  }
  if (has_nan) return Value(kNaN);
  if (largest == 0) return Value(0.0);
  // Kahan's summation of the squares, scaled so that none overflows.
  double sum = 0;
  double compensation = 0;
  for (const double number : numbers) {
    const double scaled = number / largest;
    const double summand = scaled * scaled - compensation;
    const double next = sum + summand;
    compensation = (next - sum) - summand;
    sum = next;
  }
  return Value(std::sqrt(sum) * largest);
}

// xorshift64*; the state is kept in the function as two numbers of 32 bits.
Value random(Machine& machine, const Arguments& arguments) {
  if (!machine.random_at) machine.random_at = machine.current_position();
  NativeFunction::Captured& state = arguments.callee->captured;
  std::uint64_t x = static_cast<std::uint64_t>(state[0].as_number()) << 32 |
                    static_cast<std::uint64_t>(state[1].as_number());
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  state[0] = Value(static_cast<double>(x >> 32));
  state[1] = Value(static_cast<double>(x & 0xFFFFFFFF));
  constexpr double kUnit = 1.0 / 9007199254740992.0;  // 2^-53
  return Value(static_cast<double>((x * 0x2545F4914F6CDD1Dull) >> 11) * kUnit);
}

constexpr MethodRow kMethods[] = {
    {"abs", 1, unary<std::abs>},
    {"acos", 1, unary<std::acos>},
    {"acosh", 1, unary<std::acosh>},
    {"asin", 1, unary<std::asin>},
    {"asinh", 1, unary<std::asinh>},
    {"atan", 1, unary<std::atan>},
    {"atanh", 1, unary<std::atanh>},
    {"atan2", 2, atan2},
    {"ceil", 1, unary<std::ceil>},
    {"cbrt", 1, unary<cube_root>},
    {"expm1", 1, unary<std::expm1>},
    {"clz32", 1, clz32},
    {"cos", 1, unary<std::cos>},
    {"cosh", 1, unary<std::cosh>},
    {"exp", 1, unary<std::exp>},
    {"floor", 1, unary<std::floor>},
    {"fround", 1, unary<fround>},
    {"hypot", 2, hypot},
    {"imul", 2, imul},
    {"log", 1, unary<std::log>},
    {"log1p", 1, unary<std::log1p>},
    {"log2", 1, unary<std::log2>},
    {"log10", 1, unary<std::log10>},
    {"max", 2, extreme<true>},
    {"min", 2, extreme<false>},
    {"pow", 2, pow},
    {"round", 1, unary<round_half_up>},
    {"sign", 1, unary<sign_of>},
    {"sin", 1, unary<std::sin>},
    {"sinh", 1, unary<std::sinh>},
    {"sqrt", 1, unary<std::sqrt>},
    {"tan", 1, unary<std::tan>},
    {"tanh", 1, unary<std::tanh>},
    {"trunc", 1, unary<std::trunc>},
};

struct ConstantRow {
  std::string_view name;
  double value;
};
constexpr ConstantRow kConstants[] = {
    {"E", std::numbers::e},
    {"LN10", std::numbers::ln10},
    {"LN2", std::numbers::ln2},
    {"LOG10E", std::numbers::log10e},
    {"LOG2E", std::numbers::log2e},
    {"PI", std::numbers::pi},
    {"SQRT1_2", std::numbers::sqrt2 / 2},
    {"SQRT2", std::numbers::sqrt2},
};

}  // namespace

void install_math(Machine& machine) {
  // Any seed but 0 in all 64 bits, so that small ones lie far apart.
  constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15;
  const std::uint64_t seed = kSeed * (2 * machine.chance.seed + 1);
  const auto high = static_cast<double>(seed >> 32);
  const auto low = static_cast<double>(seed & 0xFFFFFFFF);
  Object* math = machine.create_object();
  define_methods(machine, math, kMethods);
  for (const ConstantRow& row : kConstants) math->define(machine, row.name, Value(row.value), 0);
  math->define(machine, "random",
               Value(machine.create_native("random", 0, random, {Value(high), Value(low)})), kHidden);
  define_tag(machine, math, "Math");
  machine.realm.global->define(machine, "Math", Value(math), kHidden);
}

}  // namespace asyncq::engine
