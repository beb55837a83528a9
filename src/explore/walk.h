#pragma once
// The walk of all functions of this folder: runs a program along one path after another, within a budget, and
// leaves paths that come to a state in which an earlier run has been.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "explore/explore.h"
#include "explore/meter.h"
#include "explore/path.h"
#include "support/hash128.h"

namespace asyncq::explore {

class Walk : private engine::Watcher, private Path::Guide {
 public:
  Walk(const program::Program& program, const engine::RunOptions& options, const Budget& budget);
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  ~Walk() override = default;

  // Runs along paths until there are no more, the budget is used up, or on_end() wants no more.
  void run_all();

  [[nodiscard]] Shortfall shortfall() const {
    return shortfall_ == Shortfall::none && random_ ? Shortfall::random : shortfall_;
  }
  [[nodiscard]] std::uint64_t runs() const { return meter_.runs(); }
  [[nodiscard]] std::uint64_t states() const { return meter_.states(path_.points_met()); }

 protected:
  enum class Next : std::uint8_t { go_on, stop };

  // A run begins.
  virtual void on_begin() = 0;
  // It writes to standard output. False: the run is of no more interest.
  virtual bool on_output(std::string_view bytes) = 0;
  // It has ended: by itself, or because on_output() has ended it (cut_short). Not told of a run that was left
  // for an equal state, nor of one that came to a limit, unless it is the first.
  virtual Next on_end(trace::Outcome outcome, Choices choices) = 0;
  // All of the output so far that what comes later is judged by.
  [[nodiscard]] virtual support::Digest output() const = 0;
  // The order in which to try the alternatives of a choice point; empty: as they are.
  virtual std::vector<std::uint32_t> ranking(const scheduler::ChoicePoint&) { return {}; }
  virtual void on_taken(const scheduler::Contender&) {}

 private:
  bool on_write(trace::Stream stream, std::string_view bytes) final;
  bool on_job() final { return !path_.abandoned(); }
  void on_start(engine::RunState& state) final { state_ = &state; }
  std::vector<std::uint32_t> order_of(const scheduler::ChoicePoint& point) final;
  void taken(const scheduler::Contender& contender) final { on_taken(contender); }
  [[nodiscard]] bool was_here();

  const program::Program& program_;
  engine::RunOptions options_;
  Path path_;
  Meter meter_;
  Shortfall shortfall_ = Shortfall::none;
  bool random_ = false;  // a run called Math.random()
  engine::RunState* state_ = nullptr;

  // The states met, with the output up to there. The first one of each output is not looked at: most outputs
  // are met once, and then there is nothing to compare it with.
  std::unordered_set<support::Digest, support::DigestHash> outputs_met_;
  std::unordered_set<support::Digest, support::DigestHash> states_met_;
  int fingerprints_failed_ = 0;
};

}  // namespace asyncq::explore
