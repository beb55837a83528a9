#include "engine/date_object.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace asyncq::engine {
namespace {

constexpr double kMsPerDay = 86400000;
constexpr double kMaxTime = 8.64e15;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kWeekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::string_view kZone = "GMT+0000 (Coordinated Universal Time)";
constexpr std::string_view kInvalid = "Invalid Date";

// Days from 1970-01-01 to the first of a month, month 0 to 11; years of 400-year cycles that begin in March.
std::int64_t days_before_month(std::int64_t year, std::int64_t month) {
  const std::int64_t shifted_year = month < 2 ? year - 1 : year;
  const std::int64_t cycle = (shifted_year >= 0 ? shifted_year : shifted_year - 399) / 400;
  const std::int64_t year_of_cycle = shifted_year - cycle * 400;
  const std::int64_t shifted_month = (month + 10) % 12;  // March is 0
  const std::int64_t day_of_year = (153 * shifted_month + 2) / 5;
  const std::int64_t day_of_cycle =
      year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
  constexpr std::int64_t kDaysPerCycle = 146097;
  constexpr std::int64_t kEpochDay = 719468;  // 1970-01-01 from 0000-03-01
  return cycle * kDaysPerCycle + day_of_cycle - kEpochDay;
}

double make_day(double year, double month, double day) {
  if (!std::isfinite(year) || !std::isfinite(month) || !std::isfinite(day)) return kNaN;
  const double whole_month = std::trunc(month);
  const double carried_year = std::trunc(year) + std::floor(whole_month / 12);
  if (std::abs(carried_year) > 400000) return kNaN;
  const double month_of_year = whole_month - std::floor(whole_month / 12) * 12;
  const std::int64_t first =
      days_before_month(static_cast<std::int64_t>(carried_year), static_cast<std::int64_t>(month_of_year));
  return static_cast<double>(first) + std::trunc(day) - 1;
}

std::string year_text(double year) {
  return fmt::format("{}{:04}", year < 0 ? "-" : "", static_cast<int>(std::abs(year)));
}

std::string clock_text(const DateFields& fields) {
  return fmt::format("{:02}:{:02}:{:02}", static_cast<int>(fields.hour), static_cast<int>(fields.minute),
                     static_cast<int>(fields.second));
}

}  // namespace

DateObject* create_date(Machine& machine, double time) {
  return machine.heap.make<DateObject>(machine.shape_for(machine.realm.date_prototype), time);
}

int date_weekday(double time) {
  const double day = std::floor(time / kMsPerDay);
  return static_cast<int>(day + 4 - std::floor((day + 4) / 7) * 7);  // 1970-01-01 was a Thursday
}

DateFields date_fields(double time) {
  const double day = std::floor(time / kMsPerDay);
  double rest = time - day * kMsPerDay;
  DateFields fields;
  fields.millisecond = std::fmod(rest, 1000);
  rest = std::floor(rest / 1000);
  fields.second = std::fmod(rest, 60);
  rest = std::floor(rest / 60);
  fields.minute = std::fmod(rest, 60);
  fields.hour = std::floor(rest / 60);
  const auto days = static_cast<std::int64_t>(day);
  // The year is found from its mean length and mended; the month counts up.
  auto year = static_cast<std::int64_t>(std::floor(day / 365.2425)) + 1970;
  while (days_before_month(year, 0) > days) --year;
  while (days_before_month(year + 1, 0) <= days) ++year;
  std::int64_t month = 11;
  while (days_before_month(year, month) > days) --month;
  fields.year = static_cast<double>(year);
  fields.month = static_cast<double>(month);
  fields.day = static_cast<double>(days - days_before_month(year, month) + 1);
  return fields;
}

double make_date(const DateFields& fields) {
  const double day = make_day(fields.year, fields.month, fields.day);
  const double time = std::trunc(fields.hour) * 3600000 + std::trunc(fields.minute) * 60000 +
                      std::trunc(fields.second) * 1000 + std::trunc(fields.millisecond);
  const double result = day * kMsPerDay + time;
  return std::isfinite(result) ? result : kNaN;
}

double time_clip(double time) {
  if (!(std::abs(time) <= kMaxTime)) return kNaN;
  return std::trunc(time) + 0.0;
}

std::string date_to_iso(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  const DateFields fields = date_fields(time);
  const bool plain = fields.year >= 0 && fields.year <= 9999;
  const std::string year =
      plain ? year_text(fields.year)
            : fmt::format("{}{:06}", fields.year < 0 ? "-" : "+", static_cast<int>(std::abs(fields.year)));
  return fmt::format("{}-{:02}-{:02}T{}.{:03}Z", year, static_cast<int>(fields.month) + 1,
                     static_cast<int>(fields.day), clock_text(fields), static_cast<int>(fields.millisecond));
}

std::string date_to_date_string(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  const DateFields fields = date_fields(time);
  return fmt::format("{} {} {:02} {}", kWeekdays[date_weekday(time)], kMonths[static_cast<int>(fields.month)],
                     static_cast<int>(fields.day), year_text(fields.year));
}

std::string date_to_time_string(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  return fmt::format("{} {}", clock_text(date_fields(time)), kZone);
}

std::string date_to_string(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  return date_to_date_string(time) + " " + date_to_time_string(time);
}

std::string date_to_utc_string(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  const DateFields fields = date_fields(time);
  return fmt::format("{}, {:02} {} {} {} GMT", kWeekdays[date_weekday(time)], static_cast<int>(fields.day),
                     kMonths[static_cast<int>(fields.month)], year_text(fields.year), clock_text(fields));
}

std::string date_to_locale_date(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  const DateFields fields = date_fields(time);
  return fmt::format("{}/{}/{}", static_cast<int>(fields.month) + 1, static_cast<int>(fields.day),
                     static_cast<int>(fields.year));
}

std::string date_to_locale_time(double time) {
  if (std::isnan(time)) return std::string(kInvalid);
  const DateFields fields = date_fields(time);
  const int hour = static_cast<int>(fields.hour);
  return fmt::format("{}:{:02}:{:02} {}", hour % 12 == 0 ? 12 : hour % 12, static_cast<int>(fields.minute),
                     static_cast<int>(fields.second), hour < 12 ? "AM" : "PM");
}

}  // namespace asyncq::engine
