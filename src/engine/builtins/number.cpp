// Number and Boolean [20.3, 21.1], and the global functions for numbers [19.2].

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/big_int.h"
#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/number_parts.h"
#include "engine/number_format.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

constexpr double kMaxSafeInteger = 9007199254740991.0;

// ThisNumberValue and ThisBooleanValue: the primitive itself or in its wrapper.
std::optional<Value> unwrapped(Value value) {
  if (!value.is_object()) return value;
  if (value.as_object()->kind() != CellKind::primitive_wrapper) return std::nullopt;
  return static_cast<PrimitiveWrapper*>(value.as_object())->primitive;
}

double this_number(Machine& machine, const Arguments& arguments, std::string_view method) {
  const std::optional<Value> value = unwrapped(arguments.this_value);
  if (value.has_value() && value->is_number()) return value->as_number();
  machine.throw_type_error(fmt::format("Number.prototype.{} requires that 'this' be a Number", method));
}

bool this_boolean(Machine& machine, const Arguments& arguments, std::string_view method) {
  const std::optional<Value> value = unwrapped(arguments.this_value);
  if (value.has_value() && value->is_boolean()) return value->as_boolean();
  machine.throw_type_error(fmt::format("Boolean.prototype.{} requires that 'this' be a Boolean", method));
}

Value wrap(Machine& machine, const Arguments& arguments, Object* prototype, Value primitive) {
  if (!arguments.is_construct()) return primitive;
  return Value(machine.heap.make<PrimitiveWrapper>(
      machine.shape_for(machine.prototype_from(arguments.new_target, prototype)), primitive));
}

Value number_constructor(Machine& machine, const Arguments& arguments) {
  // 21.1.1.1: of a BigInt the nearest number.
  const Value numeric = arguments.count == 0 ? Value(0) : to_numeric(machine, arguments[0]);
  const Value number = numeric.is_big_int() ? Value(numeric.as_big_int()->integer().to_double()) : numeric;
  return wrap(machine, arguments, machine.realm.number_prototype, number);
}

Value boolean_constructor(Machine& machine, const Arguments& arguments) {
  return wrap(machine, arguments, machine.realm.boolean_prototype, Value(machine.to_boolean(arguments[0])));
}

// --- Number.* ---

bool is_integral(Value value) {
  return value.is_number() && std::isfinite(value.as_number()) &&
         std::trunc(value.as_number()) == value.as_number();
}

Value number_is_finite(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_number() && std::isfinite(arguments[0].as_number()));
}
Value number_is_nan(Machine&, const Arguments& arguments) {
  return Value(arguments[0].is_number() && std::isnan(arguments[0].as_number()));
}
Value number_is_integer(Machine&, const Arguments& arguments) {
  return Value(is_integral(arguments[0]));
}
Value number_is_safe_integer(Machine&, const Arguments& arguments) {
  return Value(is_integral(arguments[0]) && std::abs(arguments[0].as_number()) <= kMaxSafeInteger);
}

// --- Number.prototype ---

Value to_string(Machine& machine, const Arguments& arguments) {
  const double number = this_number(machine, arguments, "toString");
  const double radix = arguments[0].is_undefined() ? 10 : machine.to_integer_or_infinity(arguments[0]);
  if (radix < 2 || radix > 36)
    machine.throw_range_error("toString() radix argument must be between 2 and 36");
  return machine.string(number_to_radix(number, static_cast<int>(radix)));
}

Value to_fixed(Machine& machine, const Arguments& arguments) {
  const double number = this_number(machine, arguments, "toFixed");
  const double digits = machine.to_integer_or_infinity(arguments[0]);
  if (digits < 0 || digits > 100) {
    machine.throw_range_error("toFixed() digits argument must be between 0 and 100");
  }
  return machine.string(number_to_fixed(number, static_cast<int>(digits)));
}

Value to_exponential(Machine& machine, const Arguments& arguments) {
  const double number = this_number(machine, arguments, "toExponential");
  const double digits = machine.to_integer_or_infinity(arguments[0]);
  if (!std::isfinite(number)) return machine.string(number_to_string(number));
  if (digits < 0 || digits > 100) {
    machine.throw_range_error("toExponential() argument must be between 0 and 100");
  }
  if (arguments[0].is_undefined()) return machine.string(number_to_exponential(number, std::nullopt));
  return machine.string(number_to_exponential(number, static_cast<int>(digits)));
}

Value to_precision(Machine& machine, const Arguments& arguments) {
  const double number = this_number(machine, arguments, "toPrecision");
  if (arguments[0].is_undefined()) return machine.string(number_to_string(number));
  const double precision = machine.to_integer_or_infinity(arguments[0]);
  if (!std::isfinite(number)) return machine.string(number_to_string(number));
  if (precision < 1 || precision > 100) {
    machine.throw_range_error("toPrecision() argument must be between 1 and 100");
  }
  return machine.string(number_to_precision(number, static_cast<int>(precision)));
}

// A digit option of Intl.NumberFormat [ECMA-402 15.1].
std::optional<int> digit_option(Machine& machine, Value options, std::string_view name) {
  if (!options.is_object()) return std::nullopt;
  const Value value = options.as_object()->get(machine, name);
  if (value.is_undefined()) return std::nullopt;
  const double digits = machine.to_number(value);
  if (!(digits >= 0 && digits <= 100))
    machine.throw_range_error(fmt::format("{} value is out of range.", name));
  return static_cast<int>(digits);
}

// What Intl.NumberFormat does by its option style; the digits of fraction are what no option says otherwise.
struct NumberStyle {
  std::string_view name;
  std::string_view currency;
  std::string_view before;
  std::string_view behind;
  int fraction_least;
  int fraction_most;
};
constexpr NumberStyle kNumberStyles[] = {
    {"decimal", "", "", "", 0, 3},      {"percent", "", "", "%", 0, 0},
    {"currency", "USD", "$", "", 2, 2}, {"currency", "EUR", "€", "", 2, 2},
    {"currency", "GBP", "£", "", 2, 2},
};

const NumberStyle& number_style(Machine& machine, Value options) {
  const auto option = [&](std::string_view name) {
    const Value value = options.is_object() ? options.as_object()->get(machine, name) : Value::undefined();
    return value.is_undefined() ? std::string() : machine.to_utf8(value);
  };
  const std::string style = option("style");
  if (style.empty()) return kNumberStyles[0];
  const std::string currency = style == "currency" ? option("currency") : "";
  for (const NumberStyle& row : kNumberStyles) {
    if (row.name == style && row.currency == currency) return row;
  }
  machine.not_modelled(
      fmt::format("the style '{}' of toLocaleString{}{}", style, currency.empty() ? "" : " in ", currency));
}

// A hundred times the number, of the digits that are shown: 1.005 makes 100.5.
double hundredfold(double number) {
  const std::string text = number_to_string(number);
  if (!std::isfinite(number) || text.find('e') != std::string::npos) return number * 100;
  return string_to_number(support::utf16_from_wtf8(text + "e2"));
}

Value to_locale_string(Machine& machine, const Arguments& arguments) {
  constexpr std::array<std::string_view, 4> kKnown = {"style", "currency", "minimumFractionDigits",
                                                      "maximumFractionDigits"};
  const double number = this_number(machine, arguments, "toLocaleString");
  refuse_locale(machine, arguments[0], arguments[1], "toLocaleString", kKnown);
  const NumberStyle& style = number_style(machine, arguments[1]);
  const std::optional<int> least = digit_option(machine, arguments[1], "minimumFractionDigits");
  const std::optional<int> most = digit_option(machine, arguments[1], "maximumFractionDigits");
  if (least.has_value() && most.has_value() && *least > *most) {
    machine.throw_range_error("maximumFractionDigits value is out of range.");
  }
  const int fraction_max = most.value_or(std::max(style.fraction_most, least.value_or(0)));
  const int fraction_min = std::min(least.value_or(style.fraction_least), fraction_max);
  const double shown = style.name == "percent" ? hundredfold(number) : number;
  std::string text = number_to_grouped(shown, fraction_min, fraction_max);
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  return machine.string(fmt::format("{}{}{}{}", negative ? "-" : "", style.before, text, style.behind));
}

Value value_of(Machine& machine, const Arguments& arguments) {
  return Value(this_number(machine, arguments, "valueOf"));
}

Value boolean_to_string(Machine& machine, const Arguments& arguments) {
  return machine.string(this_boolean(machine, arguments, "toString") ? "true" : "false");
}
Value boolean_value_of(Machine& machine, const Arguments& arguments) {
  return Value(this_boolean(machine, arguments, "valueOf"));
}

// --- global functions ---

Value global_parse_float(Machine& machine, const Arguments& arguments) {
  return Value(parse_float(machine.to_text(arguments[0])));
}
Value global_parse_int(Machine& machine, const Arguments& arguments) {
  String* text = machine.to_string(arguments[0]);
  const std::int32_t radix = machine.to_int32(arguments[1]);
  return Value(parse_int(text->view(), radix));
}
Value global_is_nan(Machine& machine, const Arguments& arguments) {
  return Value(std::isnan(machine.to_number(arguments[0])));
}
Value global_is_finite(Machine& machine, const Arguments& arguments) {
  return Value(std::isfinite(machine.to_number(arguments[0])));
}

constexpr MethodRow kNumberStatics[] = {
    {"isFinite", 1, number_is_finite},
    {"isInteger", 1, number_is_integer},
    {"isNaN", 1, number_is_nan},
    {"isSafeInteger", 1, number_is_safe_integer},
};
constexpr MethodRow kNumberMethods[] = {
    {"toExponential", 1, to_exponential}, {"toFixed", 1, to_fixed}, {"toPrecision", 1, to_precision},
    {"toString", 1, to_string},           {"valueOf", 0, value_of}, {"toLocaleString", 0, to_locale_string},
};
constexpr MethodRow kBooleanMethods[] = {
    {"toString", 0, boolean_to_string},
    {"valueOf", 0, boolean_value_of},
};
constexpr MethodRow kGlobalFunctions[] = {
    {"parseFloat", 1, global_parse_float},
    {"parseInt", 2, global_parse_int},
    {"isNaN", 1, global_is_nan},
    {"isFinite", 1, global_is_finite},
};

struct ConstantRow {
  std::string_view name;
  double value;
};
constexpr ConstantRow kNumberConstants[] = {
    {"MAX_VALUE", std::numeric_limits<double>::max()},
    {"MIN_VALUE", std::numeric_limits<double>::denorm_min()},
    {"NaN", std::numeric_limits<double>::quiet_NaN()},
    {"NEGATIVE_INFINITY", -std::numeric_limits<double>::infinity()},
    {"POSITIVE_INFINITY", std::numeric_limits<double>::infinity()},
    {"MAX_SAFE_INTEGER", kMaxSafeInteger},
    {"MIN_SAFE_INTEGER", -kMaxSafeInteger},
    {"EPSILON", std::numeric_limits<double>::epsilon()},
};

}  // namespace

void install_number(Machine& machine) {
  Realm& realm = machine.realm;
  define_methods(machine, realm.global, kGlobalFunctions);
  realm.global->define(machine, "Infinity", Value(std::numeric_limits<double>::infinity()), 0);
  realm.global->define(machine, "NaN", Value(std::numeric_limits<double>::quiet_NaN()), 0);
  NativeFunction* number =
      define_constructor(machine, "Number", 1, number_constructor, realm.number_prototype);
  define_methods(machine, number, kNumberStatics);
  for (const std::string_view name : {"parseFloat", "parseInt"}) {
    number->define(machine, name, realm.global->get(machine, name), kHidden);
  }
  for (const ConstantRow& row : kNumberConstants) number->define(machine, row.name, Value(row.value), 0);
  define_methods(machine, realm.number_prototype, kNumberMethods);
  define_constructor(machine, "Boolean", 1, boolean_constructor, realm.boolean_prototype);
  define_methods(machine, realm.boolean_prototype, kBooleanMethods);
  install_math(machine);
  install_big_int(machine);
}

}  // namespace asyncq::engine
