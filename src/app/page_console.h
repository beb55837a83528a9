#pragma once
// The text that a browser's console shows, from the messages of its debugging protocol
// [Runtime.consoleAPICalled].

#include <nlohmann/json.hpp>
#include <string>

namespace asyncq::app {

class PageConsole {
 public:
  // parameters: of the event. What goes to standard error elsewhere is left out.
  void show(const nlohmann::json& parameters);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t indentation_ = 0;
};

}  // namespace asyncq::app
