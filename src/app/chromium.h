#pragma once
// Chromium as an engine: a headless browser, driven through its debugging protocol over two pipes
// [https://chromedevtools.github.io/devtools-protocol, --remote-debugging-pipe].

#include <memory>
#include <string>

namespace asyncq::app {

// What a page's console showed of a program: what console.log and its like print, formatted; not errors,
// warnings and uncaught exceptions.
struct PageRun {
  bool ended = false;  // false: the browser did not answer in time, or is gone
  std::string out;
};

class Chromium {
 public:
  explicit Chromium(const std::string& path);
  ~Chromium();
  Chromium(const Chromium&) = delete;
  Chromium& operator=(const Chromium&) = delete;

  // Opens the page (a file: URL) in a tab of its own. A page never ends: it is watched until it has loaded,
  // the console has been silent for a while, and least_ms have passed, but no longer than timeout_ms.
  [[nodiscard]] PageRun open(const std::string& url, int least_ms, int timeout_ms);

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace asyncq::app
