#pragma once
// What a program printed and how it ended: the observable result of a run.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/source.h"

namespace asyncq::trace {

enum class Stream : std::uint8_t { out, err };

// Bytes as written, in the order in which they were written over both streams.
struct Chunk {
  Stream stream = Stream::out;
  std::string bytes;
};

enum class EndingKind : std::uint8_t {
  completed,                  // nothing was left to do
  uncaught,                   // an exception that nothing caught ended the process
  unhandled_rejection,        // a rejection that nothing handled ended the process
  exited,                     // process.exit()
  unsettled_top_level_await,  // a module that waits for ever: exit code 13
  starved,                    // a nextTick or microtask loop that never lets the event loop move on
  limit,                      // stopped by a limit: steps, memory, output
  cut_short,                  // stopped by who watched the run: says nothing about the program
};

// "completed", "uncaught", …: the names in machine formats.
[[nodiscard]] const char* name(EndingKind kind);

struct Ending {
  EndingKind kind = EndingKind::completed;
  int exit_code = 0;  // what the real process would return; 0 for starved and limit, which have none
  std::string error;  // uncaught and unhandled_rejection: the error as text ("TypeError: …");
                      // limit: which, or the sentence of what is not modelled
};

// Whether neither a limit nor starvation stopped the program: what it would print after that is unknown.
[[nodiscard]] bool came_to_an_end(const Ending& ending);

struct Outcome {
  std::vector<Chunk> output;
  Ending ending;
  double elapsed_ms = 0;    // virtual milliseconds from start to end
  std::uint64_t steps = 0;  // jobs, calls and backward jumps executed
  // No choice point with more than one alternative was met, and Math.random() was not called.
  bool determined = true;
  std::optional<support::SourcePosition> random_at = {};  // the first call of Math.random(); nothing: none

  [[nodiscard]] std::string bytes(Stream stream) const;
  // The stream's text as lines; a final newline does not make an empty last line.
  [[nodiscard]] std::vector<std::string> lines(Stream stream) const;
};

}  // namespace asyncq::trace
