#include "app/console.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/output_file.h"
#include "report/escape.h"

namespace asyncq::app {

namespace {

constexpr std::chrono::milliseconds kProgressAfter{500};

}  // namespace

bool Console::colored(Channel channel) const {
  if (options_.color != "auto") return options_.color == "always";
  return world_.variable("NO_COLOR").empty() && world_.variable("TERM") != "dumb" &&
         world_.is_terminal(channel);
}

report::Style Console::style() const {
  return {!options_.writes_file() && colored(Channel::out), options_.verbosity};
}

void Console::say(const support::Diagnostics& diagnostics) {
  std::string out;
  for (const support::Diagnostic& diagnostic : diagnostics) {
    out += support::format(diagnostic, {colored(Channel::err)});
  }
  if (!out.empty()) static_cast<void>(world_.write(Channel::err, report::log_text(out)));
}

void Console::diagnose(const support::Diagnostics& diagnostics) {
  support::Diagnostics wanted = diagnostics;
  if (options_.verbosity == report::Verbosity::quiet) {
    std::erase_if(wanted,
                  [](const support::Diagnostic& each) { return each.severity != support::Severity::error; });
  }
  say(wanted);
}

int Console::refuse(const support::Diagnostics& problems) {
  diagnose(problems);
  const report::Renderer* renderer = report::find_renderer(options_.format);
  if (command_.empty() || renderer == nullptr || renderer->failure == nullptr) return 2;
  return deliver(renderer->failure({command_, problems, 2}, style()), 2);
}

int Console::fail(std::string message, std::string hint) {
  return refuse({{support::Severity::error, nullptr, {}, std::move(message), std::move(hint)}});
}

void Console::warn(std::string message, std::string hint) {
  diagnose({{support::Severity::warning, nullptr, {}, std::move(message), std::move(hint)}});
}

int Console::written(std::error_code error, std::string_view where, int status) {
  if (!error || error == std::errc::broken_pipe) return status;
  diagnose({{support::Severity::error,
             nullptr,
             {},
             fmt::format("cannot write {}: {}", where, error.message()),
             {}}});
  return 2;
}

int Console::deliver(std::string_view result, int status) {
  if (!options_.writes_file()) return pass_through(Channel::out, result) == 0 ? status : 2;
  return written(write_whole_file(options_.output, result), "'" + options_.output + "'", status);
}

int Console::pass_through(Channel channel, std::string_view bytes) {
  const std::error_code error = world_.write(channel, bytes);
  return channel == Channel::err ? 0 : written(error, "standard output", 0);
}

bool Console::choose(std::string_view option, std::string_view value,
                     const std::vector<std::string_view>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return true;
  const std::string_view near = support::nearest(value, choices);
  fail(fmt::format("{} cannot be '{}': it is one of {}", option, value, fmt::join(choices, ", ")),
       near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  return false;
}

Progress::Progress(World& world, const CommonOptions& options, std::string_view verb, std::size_t total)
    : world_(world),
      verb_(verb),
      active_(options.verbosity != report::Verbosity::quiet && world.is_terminal(Channel::err)),
      total_(total),
      shown_at_(std::chrono::steady_clock::now()) {}

void Progress::next() {
  ++done_;
  if (!active_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_at_ < kProgressAfter) return;
  shown_at_ = now;
  shown_ = true;
  static_cast<void>(world_.write(Channel::err, fmt::format("\r{} {}/{}", verb_, done_, total_)));
}

void Progress::clear() {
  if (shown_) static_cast<void>(world_.write(Channel::err, "\r\x1b[K"));
  shown_ = false;
}

}  // namespace asyncq::app
