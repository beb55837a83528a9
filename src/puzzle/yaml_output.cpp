#include "puzzle/yaml_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "puzzle/yaml_node.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

constexpr std::size_t kLineLength = 80;

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
}

// Whether the text reads the same without quotes. [YAML 1.2.2, 7.3.3]
bool is_plain(std::string_view text, bool inside_brackets) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (std::string_view("?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos) return false;
  if (text == "-" || text == "---" || text == "...") return false;
  if (text.starts_with("- ") || text.starts_with("--- ") || text.starts_with("... ")) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) || c == '\n'; })) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  return !inside_brackets || text.find_first_of(",[]{}?") == std::string_view::npos;
}

// In double quotes, where every character can be written.
std::string escaped(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (is_control(c)) {
          out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

std::string written(std::string_view text, bool inside_brackets, bool must_be_text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) || c == '\n'; }))
    return escaped(text);
  Node plain;
  plain.text = text;
  const bool other_type = must_be_text && scalar_type(plain) != ScalarType::text;
  return is_plain(text, inside_brackets) && !other_type ? std::string(text) : quoted(text);
}

}  // namespace

YamlOutput YamlOutput::text(std::string value) {
  YamlOutput node;
  node.kind_ = Kind::text;
  node.value_ = std::move(value);
  return node;
}

YamlOutput YamlOutput::raw(std::string value) {
  YamlOutput node = text(std::move(value));
  node.kind_ = Kind::raw;
  return node;
}

YamlOutput YamlOutput::nothing() {
  return {};
}

YamlOutput YamlOutput::list(std::vector<YamlOutput> items) {
  YamlOutput node;
  node.kind_ = Kind::list;
  node.items_ = std::move(items);
  return node;
}

YamlOutput YamlOutput::mapping() {
  YamlOutput node;
  node.kind_ = Kind::mapping;
  return node;
}

YamlOutput& YamlOutput::add(YamlOutput item) {
  items_.push_back(std::move(item));
  return *this;
}

YamlOutput& YamlOutput::set(std::string key, YamlOutput value) {
  entries_.emplace_back(std::move(key), std::move(value));
  return *this;
}

YamlOutput& YamlOutput::on_lines() {
  on_lines_ = true;
  return *this;
}

bool YamlOutput::has(std::string_view key) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.first == key; });
}

std::string YamlOutput::scalar(bool inside_brackets) const {
  if (kind_ == Kind::nothing) return {};
  return written(value_, inside_brackets, kind_ == Kind::text);
}

// Several lines are a literal block, unless that could not be read back: white space at the ends of lines or
// of the text, control characters.
bool YamlOutput::is_block_text() const {
  if (kind_ != Kind::text && kind_ != Kind::raw) return false;
  if (value_.find('\n') == std::string::npos || value_.front() == '\n' || value_.front() == ' ') return false;
  if (value_.ends_with("\n\n") || std::any_of(value_.begin(), value_.end(), is_control)) return false;
  return value_.find(" \n") == std::string::npos && value_.back() != ' ';
}

std::string YamlOutput::on_one_line(bool inside_brackets) const {
  if (is_block_text() || (on_lines_ && !items_.empty())) return {};
  std::string out;
  switch (kind_) {
    case Kind::text:
    case Kind::raw:
    case Kind::nothing:
      return scalar(inside_brackets);
    case Kind::list:
      for (const YamlOutput& item : items_) {
        std::string part = item.on_one_line(true);
        if (part.empty()) return {};
        if (item.kind_ == Kind::mapping) {
          // A mapping of one entry needs no braces in a list: [log: text]. A larger one is hard to read
          // there.
          if (item.entries_.size() != 1) return {};
          part = part.substr(1, part.size() - 2);
        }
        out += (out.empty() ? "" : ", ") + part;
        if (out.size() > kLineLength) return {};
      }
      return "[" + out + "]";
    case Kind::mapping:
      for (const auto& [key, value] : entries_) {
        const std::string part = value.on_one_line(true);
        if (part.empty() && value.kind_ != Kind::nothing) return {};
        out += (out.empty() ? "" : ", ") + written(key, true, false) + ": " + part;
        if (out.size() > kLineLength) return {};
      }
      return "{" + out + "}";
  }
  return {};
}

void YamlOutput::write_block_text(std::string& out, std::size_t indent) const {
  out += value_.ends_with('\n') ? " |\n" : " |-\n";
  for (const std::string& line : support::split_lines(value_)) {
    if (!line.empty()) out += std::string(indent, ' ') + line;
    out += '\n';
  }
}

void YamlOutput::write_behind(std::string& out, std::size_t indent, bool at_dash) const {
  if (is_block_text()) return write_block_text(out, indent);
  const std::string line = on_one_line(false);
  const bool is_collection = kind_ == Kind::list || kind_ == Kind::mapping;
  // Statements begin a line of their own; what is in them stays on it where it fits.
  const bool statement = at_dash && kind_ == Kind::mapping;
  const bool fits = !line.empty() && indent + line.size() <= kLineLength;
  if (!is_collection || empty() || (fits && !statement)) {
    out += (line.empty() ? "" : " ") + line + "\n";
    return;
  }
  if (at_dash) {
    out += ' ';
  } else {
    out += '\n';
  }
  if (kind_ == Kind::list) {
    write_items(out, indent, at_dash);
  } else {
    write_entries(out, indent, at_dash);
  }
}

void YamlOutput::write_entries(std::string& out, std::size_t indent, bool first_line_open) const {
  bool open = first_line_open;
  for (const auto& [key, value] : entries_) {
    if (!open) out += std::string(indent, ' ');
    open = false;
    out += written(key, false, false) + ":";
    value.write_behind(out, indent + 2, false);
  }
}

void YamlOutput::write_items(std::string& out, std::size_t indent, bool first_line_open) const {
  bool open = first_line_open;
  for (const YamlOutput& item : items_) {
    if (!open) out += std::string(indent, ' ');
    open = false;
    out += "-";
    item.write_behind(out, indent + 2, true);
  }
}

std::string YamlOutput::file() const {
  std::string out;
  write_entries(out, 0, false);
  return out;
}

}  // namespace asyncq::puzzle
