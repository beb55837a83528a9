#pragma once
// The one entry to the engine: a program, a runtime, choices and limits in; what it printed and how it ended
// out. Pure: no clock, no environment, no randomness, no files.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "program/program.h"
#include "scheduler/chooser.h"
#include "scheduler/policy.h"
#include "scheduler/time_model.h"
#include "support/hash128.h"
#include "trace/event.h"
#include "trace/output.h"

namespace asyncq::engine {

struct Limits {
  std::uint64_t max_steps = 30'000'000;             // jobs + calls + backward jumps
  std::uint64_t max_memory = 256ull * 1024 * 1024;  // bytes of the modelled heap and its queues
  std::uint64_t max_output = 16ull * 1024 * 1024;   // bytes over both streams
};

struct Fingerprint {
  std::optional<support::Digest> digest;  // nothing: the state cannot be told from others
  std::uint64_t cost = 0;                 // of taking it, in steps
};

// A run in progress, as its watcher sees it at a choice point.
class RunState {
 public:
  virtual ~RunState() = default;
  // Equal for two runs of one program that do the same from here on when the same choices are made, limits
  // and standard error aside.
  virtual Fingerprint fingerprint() = 0;
};

// Follows a run as it goes, and can end it. A run that it has ended has the ending cut_short, which no
// program has by itself.
class Watcher {
 public:
  virtual ~Watcher() = default;
  // Before anything else. The state is there until the run has ended.
  virtual void on_start(RunState&) {}
  // The program writes these bytes. False: the run ends here; the outcome has them still.
  virtual bool on_write(trace::Stream stream, std::string_view bytes) = 0;
  // A job is about to run. False: the run ends before it.
  virtual bool on_job() { return true; }
};

// What a program can ask for that is another thing in each real run.
struct Chance {
  std::uint64_t seed = 0;          // of Math.random's sequence
  std::int64_t date_shift_ms = 0;  // of the date at which the program starts
  std::int64_t uptime_us = 0;      // what performance.now() shows then
  std::int64_t late_us = 0;  // how much later than due each sleep of the event loop ends, as programs see it
};

struct RunOptions {
  const scheduler::Policy* policy = nullptr;  // required
  scheduler::Chooser* chooser = nullptr;      // null: the default chooser
  trace::Listener* listener = nullptr;        // null: nobody listens, and tracing costs nothing
  Limits limits;
  scheduler::Lateness lateness = {};  // what races
  Watcher* watcher = nullptr;         // null: nobody watches, at no cost
  Chance chance = {};
};

[[nodiscard]] trace::Outcome run(const program::Program& program, const RunOptions& options);

}  // namespace asyncq::engine
