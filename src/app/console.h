#pragma once
// What a command says: its result on standard output or in the file asked for, everything else on standard
// error; colours and progress only where a person reads them.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/options.h"
#include "app/world.h"
#include "report/render.h"
#include "support/diagnostic.h"

namespace asyncq::app {

class Console {
 public:
  // command: in whose name machine-readable failures are written; renderer() says it as well.
  Console(World& world, const CommonOptions& options, std::string command = {})
      : world_(world), options_(options), command_(std::move(command)) {}

  // Source lines and all, made safe for terminals and logs; with --quiet too.
  void say(const support::Diagnostics& diagnostics);
  // The same; --quiet leaves the errors.
  void diagnose(const support::Diagnostics& diagnostics);
  // The command cannot do its work: says why, on standard output as well where --format has a failure's
  // report. Returns the exit status, 2.
  int refuse(const support::Diagnostics& problems);
  // The same for a problem of the command line or of the surroundings: one that is in no file.
  int fail(std::string message, std::string hint = {});
  void warn(std::string message, std::string hint = {});

  // The result, whole, to where it belongs ("-" is standard output). Returns status, or 2 when it cannot be
  // written. A reader that has gone away (a broken pipe) is no error.
  int deliver(std::string_view result, int status);
  // A part of a result on standard output, or of the modelled program's own standard error, as it is.
  int pass_through(Channel channel, std::string_view bytes);

  [[nodiscard]] report::Style style() const;

  // --format's row if it has the report that `has` looks for; else null, and why is said.
  template <typename Has>
  const report::Renderer* renderer(std::string_view command, Has has) {
    command_ = command;
    std::vector<std::string_view> formats;
    for (const report::Renderer& row : report::renderers()) {
      if (has(row)) formats.push_back(row.format);
    }
    if (!choose("--format of " + std::string(command), options_.format, formats)) return nullptr;
    return report::find_renderer(options_.format);
  }
  // Whether the value is one of the choices; says so if it is not.
  bool choose(std::string_view option, std::string_view value, const std::vector<std::string_view>& choices);

 private:
  [[nodiscard]] bool colored(Channel channel) const;
  int written(std::error_code error, std::string_view where, int status);

  World& world_;
  const CommonOptions& options_;
  std::string command_;
};

// "grading 12/40" on a terminal's standard error while something takes long; nothing elsewhere.
class Progress {
 public:
  Progress(World& world, const CommonOptions& options, std::string_view verb, std::size_t total);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void next();
  void clear();

 private:
  World& world_;
  std::string verb_;
  bool active_;
  bool shown_ = false;
  std::size_t done_ = 0;
  std::size_t total_;
  std::chrono::steady_clock::time_point shown_at_;
};

}  // namespace asyncq::app
