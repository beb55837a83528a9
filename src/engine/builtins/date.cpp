// Date [21.4] and performance, both on the virtual clock.

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/date_object.h"
#include "engine/messages.h"
#include "engine/virtual_time.h"

namespace asyncq::engine {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double current_time(Machine& machine) {
  constexpr double kMicrosecondsPerMs = 1000;
  const auto microseconds = static_cast<double>(read_clock_us(machine));
  return static_cast<double>(machine.time.start_ms) + std::floor(microseconds / kMicrosecondsPerMs);
}

DateObject* this_date(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object() || arguments.this_value.as_object()->kind() != CellKind::date) {
    const std::string name = arguments.callee->name->utf8();
    const bool is_writer = name.starts_with("set") || name.starts_with("to");  // C++ in V8
    if (is_writer) {
      machine.throw_type_error(fmt::format("Method Date.prototype.{} called on incompatible receiver {}",
                                           name, message_text(machine, arguments.this_value)));
    }
    machine.throw_type_error("this is not a Date object.");
  }
  return static_cast<DateObject*>(arguments.this_value.as_object());
}

// --- the constructor ---

using Field = double DateFields::*;
constexpr Field kFields[] = {&DateFields::year,       &DateFields::month,  &DateFields::day,
                             &DateFields::hour,       &DateFields::minute, &DateFields::second,
                             &DateFields::millisecond};

// new Date(year, month, …) and Date.UTC: two-digit years are of the twentieth century.
double time_from_fields(Machine& machine, const Arguments& arguments) {
  DateFields fields;
  for (std::uint32_t i = 0; i < std::size(kFields) && i < arguments.count; ++i) {
    fields.*kFields[i] = machine.to_number(arguments[i]);
  }
  const double year = std::trunc(fields.year);
  if (year >= 0 && year <= 99) fields.year = 1900 + year;
  return time_clip(make_date(fields));
}

double time_from_value(Machine& machine, Value value) {
  if (value.is_object() && value.as_object()->kind() == CellKind::date) {
    return static_cast<DateObject*>(value.as_object())->time;
  }
  const Value primitive = machine.to_primitive(value, "default");
  if (primitive.is_string()) return parse_date(primitive.as_string()->view());
  return time_clip(machine.to_number(primitive));
}

Value date_constructor(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct()) return machine.string(date_to_string(current_time(machine)));
  const double time = arguments.count == 0   ? current_time(machine)
                      : arguments.count == 1 ? time_from_value(machine, arguments[0])
                                             : time_from_fields(machine, arguments);
  Object* prototype = machine.prototype_from(arguments.new_target, machine.realm.date_prototype);
  return Value(machine.heap.make<DateObject>(machine.shape_for(prototype), time));
}

Value now(Machine& machine, const Arguments&) {
  return Value(current_time(machine));
}

Value parse(Machine& machine, const Arguments& arguments) {
  return Value(parse_date(machine.to_text(arguments[0])));
}

Value utc(Machine& machine, const Arguments& arguments) {
  if (arguments.count == 0) return Value(kNaN);
  return Value(time_from_fields(machine, arguments));
}

// --- getters and setters; local time is UTC ---

template <std::size_t field>
Value get_field(Machine& machine, const Arguments& arguments) {
  const double time = this_date(machine, arguments)->time;
  return Value(std::isnan(time) ? time : date_fields(time).*kFields[field]);
}

Value get_day(Machine& machine, const Arguments& arguments) {
  const double time = this_date(machine, arguments)->time;
  return std::isnan(time) ? Value(time) : Value(date_weekday(time));
}

Value get_time(Machine& machine, const Arguments& arguments) {
  return Value(this_date(machine, arguments)->time);
}

Value get_timezone_offset(Machine& machine, const Arguments& arguments) {
  const double time = this_date(machine, arguments)->time;
  return Value(std::isnan(time) ? time : 0.0);
}

// Sets `first` from the first argument, and up to `most` fields from what follows it.
template <std::size_t first, std::uint32_t most>
Value set_fields(Machine& machine, const Arguments& arguments) {
  DateObject* date = this_date(machine, arguments);
  // Only a year brings an invalid date back to life [21.4.4.21].
  const double time = first == 0 && std::isnan(date->time) ? 0 : date->time;
  DateFields fields;
  if (!std::isnan(time)) fields = date_fields(time);
  fields.*kFields[first] = kNaN;
  for (std::uint32_t i = 0; i < most && i < arguments.count; ++i) {
    fields.*kFields[first + i] = machine.to_number(arguments[i]);
  }
  date->time = std::isnan(time) ? time : time_clip(make_date(fields));
  return Value(date->time);
}

Value set_time(Machine& machine, const Arguments& arguments) {
  DateObject* date = this_date(machine, arguments);
  date->time = time_clip(machine.to_number(arguments[0]));
  return Value(date->time);
}

// --- texts ---

template <std::string (*format)(double)>
Value formatted(Machine& machine, const Arguments& arguments) {
  return machine.string(format(this_date(machine, arguments)->time));
}

// The same for toLocaleString and its like: in UTC, as everything is.
template <std::string (*format)(double)>
Value formatted_for_locale(Machine& machine, const Arguments& arguments) {
  constexpr std::array<std::string_view, 1> kKnown = {"timeZone"};
  const double time = this_date(machine, arguments)->time;
  refuse_locale(machine, arguments[0], arguments[1], arguments.callee->name->utf8(), kKnown);
  if (arguments[1].is_object()) {
    const Value zone = arguments[1].as_object()->get(machine, "timeZone");
    if (!zone.is_undefined() && machine.to_utf8(zone) != "UTC")
      machine.not_modelled("other time zones than UTC");
  }
  return machine.string(format(time));
}

Value to_iso_string(Machine& machine, const Arguments& arguments) {
  const double time = this_date(machine, arguments)->time;
  if (std::isnan(time)) machine.throw_range_error("Invalid time value");
  return machine.string(date_to_iso(time));
}

std::string locale_text(double time) {
  return std::isnan(time) ? date_to_locale_date(time)
                          : date_to_locale_date(time) + ", " + date_to_locale_time(time);
}

// [21.4.4.37]
Value to_json(Machine& machine, const Arguments& arguments) {
  Object* object = machine.to_object(arguments.this_value);
  const Value time = machine.to_primitive(Value(object), "number");
  if (time.is_number() && !std::isfinite(time.as_number())) return Value::null();
  return machine.invoke(Value(object), "toISOString");
}

// [21.4.4.45]
Value to_primitive(Machine& machine, const Arguments& arguments) {
  if (!arguments.this_value.is_object()) {
    throw_incompatible(machine, "Date.prototype [ @@toPrimitive ]", arguments.this_value);
  }
  const std::string hint = arguments[0].is_string() ? arguments[0].as_string()->utf8() : "";
  if (hint != "string" && hint != "default" && hint != "number") {
    machine.throw_type_error("Invalid hint: " + message_text(machine, arguments[0]));
  }
  Object* object = arguments.this_value.as_object();
  const Realm::Keys& keys = machine.realm.keys;
  const bool number = hint == "number";
  for (const PropertyKey key :
       {number ? keys.value_of : keys.to_string, number ? keys.to_string : keys.value_of}) {
    const Value method = object->get(machine, key);
    if (!is_callable(method)) continue;
    const Value result = machine.call(method, arguments.this_value);
    if (!result.is_object()) return result;
  }
  machine.throw_type_error("Cannot convert object to primitive value");
}

// --- performance ---

Value performance_now(Machine& machine, const Arguments&) {
  return Value(static_cast<double>(read_clock_us(machine)) / 1000);
}

Value performance_to_json(Machine& machine, const Arguments&) {
  Object* object = machine.create_object();
  object->define(machine, "timeOrigin", Value(static_cast<double>(machine.time.start_ms)));
  return Value(object);
}

constexpr MethodRow kStaticMethods[] = {
    {"now", 0, now},
    {"parse", 1, parse},
    {"UTC", 7, utc},
};

constexpr MethodRow kMethods[] = {
    {"toString", 0, formatted<date_to_string>},
    {"toDateString", 0, formatted<date_to_date_string>},
    {"toTimeString", 0, formatted<date_to_time_string>},
    {"toISOString", 0, to_iso_string},
    {"toUTCString", 0, formatted<date_to_utc_string>},
    {"toJSON", 1, to_json},
    {"toLocaleString", 0, formatted_for_locale<locale_text>},
    {"toLocaleDateString", 0, formatted_for_locale<date_to_locale_date>},
    {"toLocaleTimeString", 0, formatted_for_locale<date_to_locale_time>},
    {"valueOf", 0, get_time},
    {"getTime", 0, get_time},
    {"getTimezoneOffset", 0, get_timezone_offset},
    {"getDay", 0, get_day},
    {"getFullYear", 0, get_field<0>},
    {"getMonth", 0, get_field<1>},
    {"getDate", 0, get_field<2>},
    {"getHours", 0, get_field<3>},
    {"getMinutes", 0, get_field<4>},
    {"getSeconds", 0, get_field<5>},
    {"getMilliseconds", 0, get_field<6>},
    {"setTime", 1, set_time},
    {"setFullYear", 3, set_fields<0, 3>},
    {"setMonth", 2, set_fields<1, 2>},
    {"setDate", 1, set_fields<2, 1>},
    {"setHours", 4, set_fields<3, 4>},
    {"setMinutes", 3, set_fields<4, 3>},
    {"setSeconds", 2, set_fields<5, 2>},
    {"setMilliseconds", 1, set_fields<6, 1>},
};

// getUTCHours and its like are functions of their own that do what the local ones do.
void define_utc_methods(Machine& machine, Object* prototype) {
  for (const MethodRow& row : kMethods) {
    const std::string_view prefix = row.name.substr(0, 3);
    const bool has_twin = (prefix == "get" || prefix == "set") && row.code != get_time &&
                          row.code != set_time && row.code != get_timezone_offset;
    if (!has_twin) continue;
    const std::string name = std::string(prefix) + "UTC" + std::string(row.name.substr(3));
    const MethodRow twin[] = {{name, row.length, row.code}};
    define_methods(machine, prototype, twin);
  }
}

void install_performance(Machine& machine) {
  static constexpr MethodRow kPerformanceMethods[] = {
      {"now", 0, performance_now},
      {"toJSON", 0, performance_to_json},
  };
  Object* prototype = machine.create_object();
  define_methods(machine, prototype, kPerformanceMethods);
  define_tag(machine, prototype, "Performance");
  Object* performance = machine.create_object(prototype);
  performance->define(machine, "timeOrigin", Value(static_cast<double>(machine.time.start_ms)), kHidden);
  machine.realm.global->define(machine, "performance", Value(performance), kHidden);
}

}  // namespace

void install_date(Machine& machine) {
  Object* prototype = machine.realm.date_prototype;
  NativeFunction* constructor = define_constructor(machine, "Date", 7, date_constructor, prototype);
  define_methods(machine, constructor, kStaticMethods);
  define_methods(machine, prototype, kMethods);
  define_utc_methods(machine, prototype);
  define_alias(machine, prototype, "toUTCString", machine.key("toGMTString"));
  const Value conversion(machine.create_native("[Symbol.toPrimitive]", 1, to_primitive));
  prototype->define(machine, PropertyKey::from_symbol(machine.realm.symbol_to_primitive), conversion,
                    kConfigurable);
  install_performance(machine);
}

}  // namespace asyncq::engine
