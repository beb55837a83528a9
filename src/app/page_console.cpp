#include "app/page_console.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace asyncq::app {

namespace {

using nlohmann::json;

constexpr std::size_t kGroupWidth = 2;

// A value as the console says it: strings as they are, objects by their description.
std::string text_of(const json& value) {
  const std::string type = value.value("type", "");
  if (type == "string") return value.value("value", "");
  if (type == "undefined") return type;
  if (value.contains("description")) return value.at("description").get<std::string>();
  return value.contains("value") ? value.at("value").dump() : value.value("unserializableValue", type);
}

// [Console 2.2, Formatter] What numeric directives ask for has been converted by the engine.
std::string formatted(const json& arguments) {
  std::string out;
  std::size_t next = 0;
  if (!arguments.empty() && arguments[0].value("type", "") == "string") {
    const std::string pattern = arguments[0].value("value", "");
    next = 1;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      const char letter = pattern[at] == '%' && at + 1 < pattern.size() ? pattern[at + 1] : '\0';
      const bool is_directive =
          letter != '\0' && std::string_view("sdifoOc").find(letter) != std::string_view::npos;
      if (letter == '%' && arguments.size() > 1) {
        out += '%';
        ++at;
      } else if (is_directive && next < arguments.size()) {
        if (letter != 'c') out += text_of(arguments[next]);
        ++next;
        ++at;
      } else {
        out += pattern[at];
      }
    }
  }
  for (; next < arguments.size(); ++next) {
    if (next > 0) out += ' ';
    out += text_of(arguments[next]);
  }
  return out;
}

bool is_shown(std::string_view type) {
  constexpr std::array kShown = {
      "log", "info", "debug", "dir", "dirxml", "table", "count", "startGroup", "startGroupCollapsed"};
  return std::find(kShown.begin(), kShown.end(), type) != kShown.end();
}

}  // namespace

void PageConsole::show(const json& parameters) {
  const std::string type = parameters.value("type", "");
  if (type == "endGroup") indentation_ -= std::min(indentation_, kGroupWidth);
  if (!is_shown(type)) return;
  const bool opens_group = type.starts_with("startGroup");
  const json arguments = parameters.value("args", json::array());
  if (!opens_group || !arguments.empty()) {
    const std::string margin(indentation_, ' ');
    text_ += margin;
    for (const char letter : formatted(arguments)) {
      text_ += letter;
      if (letter == '\n') text_ += margin;
    }
    text_ += '\n';
  }
  if (opens_group) indentation_ += kGroupWidth;
}

}  // namespace asyncq::app
