// Date.parse: the format of ECMA-262 [21.4.1.32] first, then words and numbers in the order that V8 takes
// them
// ("Jan 5, 2024 10:30 PM", "1/5/2024", what toString and toUTCString give).

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "engine/date_object.h"
#include "engine/unicode.h"

namespace asyncq::engine {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_digit(char16_t unit) {
  return unit >= '0' && unit <= '9';
}
bool is_letter(char16_t unit) {
  return (unit | 0x20) >= 'a' && (unit | 0x20) <= 'z';
}

class Reader {
 public:
  explicit Reader(std::u16string_view text) : text_(text) {}
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char16_t peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : u'\0';
  }
  bool eat(char16_t unit) {
    if (peek() != unit || at_end()) return false;
    ++position_;
    return true;
  }
  void skip() { ++position_; }
  // Exactly this many digits.
  std::optional<int> digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(peek(i))) return std::nullopt;
      value = value * 10 + (peek(i) - u'0');
    }
    position_ += count;
    return value;
  }
  // As many digits as there are; how many they were.
  std::size_t number(int& value) {
    constexpr int kMost = 100000000;
    const std::size_t begin = position_;
    for (value = 0; is_digit(peek()) && !at_end(); ++position_) {
      if (value < kMost) value = value * 10 + (peek() - u'0');
    }
    return position_ - begin;
  }
  std::u16string word() {
    std::u16string out;
    while (!at_end() && is_letter(peek())) out.push_back(static_cast<char16_t>(text_[position_++] | 0x20));
    return out;
  }

 private:
  std::u16string_view text_;
  std::size_t position_ = 0;
};

// --- the ISO format ---

bool read_iso_date(Reader& reader, DateFields& fields) {
  std::optional<int> year;
  if (reader.peek() == '+' || reader.peek() == '-') {
    const bool negative = reader.peek() == '-';
    reader.skip();
    year = reader.digits(6);
    if (negative && year == 0) return false;
    if (negative && year.has_value()) year = -*year;
  } else {
    year = reader.digits(4);
  }
  if (!year.has_value()) return false;
  fields.year = *year;
  if (!reader.eat(u'-')) return true;
  const std::optional<int> month = reader.digits(2);
  if (!month.has_value() || *month < 1 || *month > 12) return false;
  fields.month = *month - 1;
  if (!reader.eat(u'-')) return true;
  const std::optional<int> day = reader.digits(2);
  if (!day.has_value() || *day < 1 || *day > 31) return false;
  fields.day = *day;
  return true;
}

// HH:mm, seconds and their fraction optional.
bool read_iso_time(Reader& reader, DateFields& fields) {
  const std::optional<int> hour = reader.digits(2);
  if (!hour.has_value() || !reader.eat(u':')) return false;
  const std::optional<int> minute = reader.digits(2);
  if (!minute.has_value() || *hour > 24 || *minute > 59) return false;
  fields.hour = *hour;
  fields.minute = *minute;
  if (reader.eat(u':')) {
    const std::optional<int> second = reader.digits(2);
    if (!second.has_value() || *second > 59) return false;
    fields.second = *second;
    if (reader.eat(u'.')) {
      if (!is_digit(reader.peek())) return false;
      for (int weight = 100; is_digit(reader.peek()) && !reader.at_end(); weight /= 10, reader.skip()) {
        fields.millisecond += (reader.peek() - u'0') * weight;
      }
    }
  }
  return *hour < 24 || (fields.minute == 0 && fields.second == 0 && fields.millisecond == 0);
}

// Z or ±HH:mm in minutes; 0 when there is none: the model's zone is UTC.
std::optional<double> read_iso_zone(Reader& reader) {
  if (reader.eat(u'Z') || reader.at_end()) return 0;
  if (reader.peek() != '+' && reader.peek() != '-') return std::nullopt;
  const double sign = reader.peek() == '-' ? -1 : 1;
  reader.skip();
  const std::optional<int> hours = reader.digits(2);
  reader.eat(u':');
  const std::optional<int> minutes = reader.digits(2);
  if (!hours.has_value() || !minutes.has_value() || *hours > 23 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 60 + *minutes);
}

// Nothing: the text is of some other format.
std::optional<double> parse_iso(std::u16string_view text) {
  Reader reader(text);
  DateFields fields;
  if (!read_iso_date(reader, fields)) return std::nullopt;
  if (!reader.eat(u'T')) return reader.at_end() ? std::optional(make_date(fields)) : std::nullopt;
  if (!read_iso_time(reader, fields)) return kNaN;
  const std::optional<double> zone = read_iso_zone(reader);
  if (!zone.has_value() || !reader.at_end()) return kNaN;
  return make_date(fields) - *zone * 60000;
}

// --- anything else ---

struct ZoneRow {
  std::u16string_view name;
  int hours;
};
constexpr ZoneRow kZones[] = {{u"gmt", 0},  {u"utc", 0},  {u"ut", 0},   {u"z", 0},
                              {u"est", -5}, {u"edt", -4}, {u"cst", -6}, {u"cdt", -5},
                              {u"mst", -7}, {u"mdt", -6}, {u"pst", -8}, {u"pdt", -7}};
constexpr std::u16string_view kMonthNames[] = {u"jan", u"feb", u"mar", u"apr", u"may", u"jun",
                                               u"jul", u"aug", u"sep", u"oct", u"nov", u"dec"};

class LegacyParser {
 public:
  explicit LegacyParser(std::u16string_view text) : reader_(text) {}

  double parse() {
    while (!reader_.at_end()) {
      if (!read_token()) return kNaN;
    }
    if (!resolve_date()) return kNaN;
    if (has_half_day_) {
      if (fields_.hour < 1 || fields_.hour > 12) return kNaN;
      fields_.hour = std::fmod(fields_.hour, 12) + (afternoon_ ? 12 : 0);
    }
    return make_date(fields_) - zone_minutes_ * 60000;
  }

 private:
  bool read_token() {
    const char16_t unit = reader_.peek();
    if (is_digit(unit)) return read_number();
    if (is_letter(unit)) return read_word();
    if (unit == '(') {
      skip_parenthesis();
      return true;
    }
    if ((unit == '+' || unit == '-') && has_time_) return read_offset();
    reader_.skip();
    return true;
  }

  void skip_parenthesis() {
    int depth = 0;
    do {
      if (reader_.peek() == '(') ++depth;
      if (reader_.peek() == ')') --depth;
      reader_.skip();
    } while (depth > 0 && !reader_.at_end());
  }

  bool read_number() {
    int value = 0;
    reader_.number(value);
    if (reader_.peek() == ':' && !has_time_) return read_time(value);
    if (numbers_.size() == 3) return false;
    numbers_.push_back(value);
    return true;
  }

  bool read_time(int hour) {
    has_time_ = true;
    int minute = 0;
    int second = 0;
    reader_.skip();
    if (reader_.number(minute) == 0) return false;
    if (reader_.eat(u':') && reader_.number(second) == 0) return false;
    if (reader_.eat(u'.')) {
      for (int weight = 100; is_digit(reader_.peek()) && !reader_.at_end(); weight /= 10, reader_.skip()) {
        fields_.millisecond += (reader_.peek() - u'0') * weight;
      }
    }
    if (hour > 24 || minute > 59 || second > 59) return false;
    fields_.hour = hour;
    fields_.minute = minute;
    fields_.second = second;
    return true;
  }

  bool read_word() {
    const std::u16string word = reader_.word();
    const auto* month = std::ranges::find(kMonthNames, std::u16string_view(word).substr(0, 3));
    if (month != std::end(kMonthNames)) {
      month_ = static_cast<int>(month - std::begin(kMonthNames));
      return true;
    }
    if (word == u"am" || word == u"pm") {
      has_half_day_ = has_time_;
      afternoon_ = word == u"pm";
      return has_time_;
    }
    const auto* zone = std::ranges::find(kZones, word, &ZoneRow::name);
    if (zone != std::end(kZones)) {
      zone_minutes_ = zone->hours * 60;
      has_time_ = true;
      return true;
    }
    // Other words, such as names of days, mean nothing before the first number.
    return numbers_.empty();
  }

  // ±HHmm or ±HH:mm
  bool read_offset() {
    const int sign = reader_.peek() == '-' ? -1 : 1;
    reader_.skip();
    int value = 0;
    const std::size_t digits = reader_.number(value);
    if (digits == 0) return true;
    int minutes = 0;
    if (reader_.eat(u':')) {
      reader_.number(minutes);
      minutes += value * 60;
    } else {
      minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
    }
    zone_minutes_ = sign * minutes;
    return true;
  }

  // Which number is the day, the month and the year.
  bool resolve_date() {
    if (numbers_.empty()) return false;
    constexpr int kDefaultYear = 2001;
    int year = kDefaultYear;
    int day = 1;
    if (month_.has_value()) {
      if (numbers_.size() == 1) {
        // "Jan 2024" or "Jan 5"
        (numbers_[0] > 31 ? year : day) = numbers_[0];
      } else {
        const bool year_first = numbers_[0] > 31;
        year = numbers_[year_first ? 0 : 1];
        day = numbers_[year_first ? 1 : 0];
      }
    } else if (numbers_.size() == 3 && numbers_[0] > 31) {
      year = numbers_[0];
      month_ = numbers_[1] - 1;
      day = numbers_[2];
    } else {
      month_ = numbers_[0] - 1;
      if (numbers_.size() > 1) day = numbers_[1];
      if (numbers_.size() > 2) year = numbers_[2];
    }
    if (year < 100) year = full_year(year);
    if (*month_ < 0 || *month_ > 11 || day < 1 || day > 31) return false;
    fields_.year = year;
    fields_.month = *month_;
    fields_.day = day;
    return true;
  }

  static int full_year(int year) { return year < 50 ? 2000 + year : 1900 + year; }

  Reader reader_;
  DateFields fields_;
  std::vector<int> numbers_;
  std::optional<int> month_;
  bool has_time_ = false;
  bool has_half_day_ = false;
  bool afternoon_ = false;
  double zone_minutes_ = 0;
};

}  // namespace

double parse_date(std::u16string_view text) {
  text = trim_start(trim_end(text));
  const std::optional<double> iso = parse_iso(text);
  if (iso.has_value()) return time_clip(*iso);
  return time_clip(LegacyParser(text).parse());
}

}  // namespace asyncq::engine
