// The JSON grammar, with a stack of its own: texts may nest as deeply as memory allows. The errors and their
// places are those of V8's json-parser.cc.

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "engine/builtins/array_like.h"
#include "engine/builtins/json_parts.h"
#include "engine/number_format.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {
namespace {

constexpr std::uint32_t kValuesPerStep = 16;

bool is_digit(char16_t unit) {
  return unit >= '0' && unit <= '9';
}

class JsonParser {
 public:
  JsonParser(Machine& machine, String* source) : machine_(machine), source_(source), text_(source->view()) {}

  Value parse() {
    const Value root = parse_opening();
    if (!open_.empty()) parse_contents();
    skip_space();
    if (!at_end()) fail_at("Unexpected non-whitespace character after JSON", "");
    return root;
  }

 private:
  struct Container {
    Object* object;
    PropertyKey key;  // of the property that is being read
  };

  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }
  [[nodiscard]] char16_t peek() const { return at_end() ? u'\0' : text_[position_]; }
  void skip_space() {
    while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) ++position_;
  }
  bool eat(char16_t unit) {
    if (at_end() || peek() != unit) return false;
    ++position_;
    return true;
  }

  // A whole value, or the opening of a container, which is then the last of open_.
  Value parse_opening() {
    skip_space();
    if (at_end()) fail_end();
    switch (peek()) {
      case '"':
        return machine_.string(parse_string());
      case '{': {
        ++position_;
        Object* object = machine_.create_object();
        open_.push_back({object, {}});
        return Value(object);
      }
      case '[': {
        ++position_;
        Array* array = machine_.create_array();
        open_.push_back({array, {}});
        return Value(array);
      }
      case 't':
        return parse_word(u"true", Value(true));
      case 'f':
        return parse_word(u"false", Value(false));
      case 'n':
        return parse_word(u"null", Value::null());
      default:
        break;
    }
    if (peek() == '-' || is_digit(peek())) return parse_number();
    fail_token();
  }

  void parse_contents() {
    bool fresh = true;  // the last container was just opened
    while (!open_.empty()) {
      // Here everything that was read hangs on the first container.
      if (++values_ % kValuesPerStep == 0) machine_.safe_point();
      const bool in_array = open_.back().object->is_array();
      skip_space();
      if (fresh ? eat(in_array ? u']' : u'}') : close_or_go_on(in_array)) {
        open_.pop_back();
        fresh = false;
        continue;
      }
      if (!in_array) parse_key(fresh);
      const std::size_t container = open_.size() - 1;
      const Value value = parse_opening();
      add(open_[container], value);
      fresh = open_.size() > container + 1;
    }
  }

  // After an element: true when the container ends here.
  bool close_or_go_on(bool in_array) {
    if (eat(in_array ? u']' : u'}')) return true;
    if (!eat(u',')) {
      fail_at(in_array ? "Expected ',' or ']' after array element"
                       : "Expected ',' or '}' after property value");
    }
    skip_space();
    return false;
  }

  void parse_key(bool first) {
    if (at_end() || peek() != '"') {
      fail_at(first ? "Expected property name or '}'" : "Expected double-quoted property name");
    }
    open_.back().key = machine_.strings.key(std::u16string_view(parse_string()));
    skip_space();
    if (!eat(u':')) fail_at("Expected ':' after property name");
  }

  void add(const Container& container, Value value) {
    if (container.object->is_array()) {
      append_element(machine_, static_cast<Array*>(container.object), value);
    } else {
      container.object->define(machine_, container.key, value);
    }
  }

  Value parse_word(std::u16string_view word, Value value) {
    for (const char16_t unit : word) {
      if (at_end()) fail_end();
      if (peek() != unit) fail_token();
      ++position_;
    }
    return value;
  }

  Value parse_number() {
    const std::size_t begin = position_;
    if (eat(u'-') && !is_digit(peek())) fail_at("No number after minus sign");
    if (eat(u'0')) {
      if (is_digit(peek())) fail_at("Unexpected number");
    } else {
      skip_digits();
    }
    if (eat(u'.')) {
      if (!is_digit(peek())) fail_at("Unterminated fractional number");
      skip_digits();
    }
    if (eat(u'e') || eat(u'E')) {
      if (!eat(u'+')) eat(u'-');
      if (!is_digit(peek())) fail_at("Exponent part is missing a number");
      skip_digits();
    }
    return Value(string_to_number(text_.substr(begin, position_ - begin)));
  }

  void skip_digits() {
    while (is_digit(peek())) ++position_;
  }

  std::u16string parse_string() {
    ++position_;
    std::u16string out;
    for (;;) {
      if (at_end()) fail_at("Unterminated string");
      const char16_t unit = peek();
      if (unit < 0x20) fail_at("Bad control character in string literal");
      ++position_;
      if (unit == '"') return out;
      out.push_back(unit == '\\' ? parse_escape() : unit);
    }
  }

  char16_t parse_escape() {
    if (at_end()) fail_end();
    switch (peek()) {
      case '"':
      case '\\':
      case '/':
        return text_[position_++];
      case 'b':
        ++position_;
        return u'\b';
      case 'f':
        ++position_;
        return u'\f';
      case 'n':
        ++position_;
        return u'\n';
      case 'r':
        ++position_;
        return u'\r';
      case 't':
        ++position_;
        return u'\t';
      case 'u':
        ++position_;
        return parse_unicode_escape();
      default:
        fail_at("Bad escaped character");
    }
  }

  char16_t parse_unicode_escape() {
    unsigned value = 0;
    for (int i = 0; i < 4; ++i, ++position_) {
      const char16_t unit = static_cast<char16_t>(peek() | 0x20);
      const bool letter = unit >= 'a' && unit <= 'f';
      if (at_end() || (!is_digit(peek()) && !letter)) fail_at("Bad Unicode escape");
      value = value * 16 + (letter ? unit - u'a' + 10u : peek() - u'0' + 0u);
    }
    return static_cast<char16_t>(value);
  }

  // --- errors ---

  [[noreturn]] void fail(const std::string& message) {
    auto* error = static_cast<ErrorObject*>(machine_.create_error(ErrorKind::syntax_error, message));
    error->faulty_text = source_;
    error->fault_at = position_;
    throw Throw{Value(error)};
  }

  [[noreturn]] void fail_end() { fail("Unexpected end of JSON input"); }

  [[noreturn]] void fail_at(std::string_view what, std::string_view in = " in JSON") {
    if (scheduler::is_node_before(machine_.policy(), 20)) fail_unexpected();
    // Node 20 names no line.
    if (scheduler::is_node_before(machine_.policy(), 21)) {
      fail(fmt::format("{}{} at position {}", what, in, position_));
    }
    const std::u16string_view before = text_.substr(0, position_);
    const auto line = std::ranges::count(before, u'\n') + 1;
    const std::size_t line_begin = before.find_last_of(u'\n') + 1;  // npos + 1 is 0
    fail(fmt::format("{}{} at position {} (line {} column {})", what, in, position_, line,
                     position_ - line_begin + 1));
  }

  // All that V8 said up to 10.4: what kind of token it did not expect.
  [[noreturn]] void fail_unexpected() {
    if (at_end()) fail_end();
    const bool is_number = is_digit(peek()) || peek() == '-';
    const std::string token = is_number ? "number"
                              : peek() == '"'
                                  ? "string"
                                  : "token " + support::utf8_from_utf16(text_.substr(position_, 1));
    fail(fmt::format("Unexpected {} in JSON at position {}", token, position_));
  }

  // A character that no value begins with, shown with its surroundings.
  [[noreturn]] void fail_token() {
    if (scheduler::is_node_before(machine_.policy(), 20)) fail_unexpected();
    constexpr std::size_t kContext = 10;
    const auto utf8 = [](std::u16string_view text) { return support::utf8_from_utf16(text); };
    for (const std::u16string_view special : {u"NaN", u"Infinity", u"undefined", u"[object Object]"}) {
      if (text_ == special) fail(fmt::format("\"{}\" is not valid JSON", utf8(text_)));
    }
    const bool whole = text_.size() <= 2 * kContext;
    const std::size_t begin = whole || position_ < kContext ? 0 : position_ - kContext;
    const bool to_end = whole || position_ + kContext >= text_.size();
    const std::size_t end = to_end ? text_.size() : position_ + kContext;
    fail(fmt::format("Unexpected token '{}', {}\"{}\"{} is not valid JSON", utf8(text_.substr(position_, 1)),
                     begin == 0 ? "" : "...", utf8(text_.substr(begin, end - begin)), to_end ? "" : "..."));
  }

  Machine& machine_;
  String* source_;
  std::u16string_view text_;
  std::size_t position_ = 0;
  std::uint32_t values_ = 0;
  std::vector<Container> open_;
};

}  // namespace

Value parse_json(Machine& machine, String* text) {
  const Value result = JsonParser(machine, text).parse();
  keep_alive(text);
  return result;
}

}  // namespace asyncq::engine
