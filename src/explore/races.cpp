#include "explore/races.h"

#include <algorithm>

#include "scheduler/chooser.h"

namespace asyncq::explore {

namespace {

// Replays, and notes who competes.
class Recorder final : public scheduler::Chooser {
 public:
  Recorder(const Choices& choices, std::size_t most) : replay_(choices), most_(most) {}

  struct Passed {
    Race race;
    trace::EventId won = 0;
    trace::EventId lost = 0;
  };

  std::uint32_t choose(const scheduler::ChoicePoint& point) override {
    const std::uint32_t taken = replay_.choose(point);
    if (passed_.size() >= most_) return taken;
    Passed passed;
    passed.race.kind = point.kind;
    passed.race.alternatives = point.alternatives;
    passed.race.taken = taken;
    if (!point.contenders.empty()) {
      passed.won = point.contenders[taken].event;
      passed.lost = point.contenders[taken == 0 ? 1 : 0].event;
    }
    passed_.push_back(passed);
    return taken;
  }
  [[nodiscard]] const std::vector<Passed>& passed() const { return passed_; }

 private:
  scheduler::ReplayChooser replay_;
  std::size_t most_;
  std::vector<Passed> passed_;
};

Racer racer_of(const trace::Trace& trace, trace::EventId id) {
  if (id == 0) return {};
  const trace::Event& event = trace.event(id);
  return {event.queue, event.at, event.text};
}

}  // namespace

std::vector<Race> races_of(const program::Program& program, const engine::RunOptions& options,
                           const Choices& choices, std::size_t most) {
  trace::Trace trace;
  Recorder recorder(choices, most);
  engine::RunOptions run_options = options;
  run_options.chooser = &recorder;
  run_options.listener = &trace;
  run_options.watcher = nullptr;
  static_cast<void>(engine::run(program, run_options));
  std::vector<Race> races;
  for (const Recorder::Passed& passed : recorder.passed()) {
    Race race = passed.race;
    race.won = racer_of(trace, passed.won);
    race.lost = racer_of(trace, passed.lost);
    races.push_back(std::move(race));
  }
  return races;
}

}  // namespace asyncq::explore
