#include "puzzle/yaml_node.h"

#include <algorithm>

namespace asyncq::puzzle {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_octal_digit(char c) {
  return c >= '0' && c <= '7';
}
bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool all(std::string_view text, bool (*test)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), test);
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text;
}

// YAML 1.2.2, 10.3.2: [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  text = without_sign(text);
  if (is_one_of(text, {".inf", ".Inf", ".INF"})) return true;
  const auto take_digits = [&text] {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count;
  };
  const std::size_t whole = take_digits();
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    if (take_digits() == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  return all(without_sign(text.substr(1)), is_digit);
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const NodeEntry& entry : entries) {
    if (entry.key->text == key) return entry.value;
  }
  return nullptr;
}

ScalarType scalar_type(const Node& scalar) {
  const std::string_view text = scalar.text;
  if (scalar.absent) return ScalarType::null;
  if (scalar.style != ScalarStyle::plain || scalar.tagged_text) return ScalarType::text;
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return ScalarType::null;
  if (is_one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) return ScalarType::boolean;
  if (all(without_sign(text), is_digit)) return ScalarType::integer;
  if (text.starts_with("0o") && all(text.substr(2), is_octal_digit)) return ScalarType::integer;
  if (text.starts_with("0x") && all(text.substr(2), is_hex_digit)) return ScalarType::integer;
  if (is_float(text) || is_one_of(text, {".nan", ".NaN", ".NAN"})) return ScalarType::floating;
  return ScalarType::text;
}

std::string_view describe(const Node& node) {
  if (node.is_sequence()) return "a list";
  if (node.is_mapping()) return "a mapping";
  switch (scalar_type(node)) {
    case ScalarType::null:
      return "nothing";
    case ScalarType::boolean:
      return "true or false";
    case ScalarType::integer:
    case ScalarType::floating:
      return "a number";
    case ScalarType::text:
      return "text";
  }
  return "text";
}

}  // namespace asyncq::puzzle
