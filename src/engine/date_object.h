#pragma once
// Date objects [21.4], and the calendar arithmetic behind them. The model's time zone is UTC.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/machine.h"

namespace asyncq::engine {

class DateObject final : public Object {
 public:
  DateObject(Shape* shape, double milliseconds) : Object(shape, CellKind::date), time(milliseconds) {}
  bool describe(StateHash& hash) override;
  double time;  // milliseconds from 1970-01-01T00:00:00Z, or NaN
};

[[nodiscard]] DateObject* create_date(Machine& machine, double time);

// The fields of a time value [21.4.1]; month counts from 0, day from 1, weekday from 0 for Sunday.
struct DateFields {
  double year = 1970;
  double month = 0;
  double day = 1;
  double hour = 0;
  double minute = 0;
  double second = 0;
  double millisecond = 0;
};
// time is finite.
[[nodiscard]] DateFields date_fields(double time);
[[nodiscard]] int date_weekday(double time);
// MakeDate(MakeDay, MakeTime) [21.4.1.27 to 21.4.1.29]: fields outside their ranges carry over; NaN stays
// NaN.
[[nodiscard]] double make_date(const DateFields& fields);
[[nodiscard]] double time_clip(double time);  // [21.4.1.31]

// The formats of V8; "Invalid Date" for NaN.
[[nodiscard]] std::string date_to_iso(double time);          // 2024-01-31T00:00:00.000Z
[[nodiscard]] std::string date_to_string(double time);       // Wed Jan 31 2024 00:00:00 GMT+0000 (…)
[[nodiscard]] std::string date_to_date_string(double time);  // Wed Jan 31 2024
[[nodiscard]] std::string date_to_time_string(double time);  // 00:00:00 GMT+0000 (…)
[[nodiscard]] std::string date_to_utc_string(double time);   // Wed, 31 Jan 2024 00:00:00 GMT
[[nodiscard]] std::string date_to_locale_date(double time);  // 1/31/2024
[[nodiscard]] std::string date_to_locale_time(double time);  // 12:00:00 AM

// Date.parse [21.4.3.2]: the ISO format, or else what V8 makes of words and numbers; NaN otherwise.
[[nodiscard]] double parse_date(std::u16string_view text);

}  // namespace asyncq::engine
