// A program prints the same, in as many steps, however often garbage is collected: at every safe point here.
// What native code, frames that wait for another call, or jobs forget to keep shows as soon as it is missed.

#include "engine/language.h"
#include "engine/machine.h"
#include "puzzle/puzzle.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;

namespace {

struct Collector final : engine::Watcher {
  explicit Collector(bool always_collects) : always(always_collects) {}
  void on_start(engine::RunState& state) override {
    static_cast<engine::Machine&>(state).heap.set_stress(always);
  }
  bool on_write(trace::Stream, std::string_view) override { return true; }
  bool always;
};

trace::Outcome run(const program::Program& program, const scheduler::Policy& policy, bool always_collects) {
  Collector collector(always_collects);
  engine::RunOptions options;
  options.policy = &policy;
  options.limits.max_steps = 2000;
  options.watcher = &collector;
  return engine::run(program, options);
}

}  // namespace

TEST_CASE("9.9.3 Execution: a program prints the same however often garbage is collected", "[spec]") {
  for (const auto& path : test::files_below(test::source_path("puzzles"), {".yaml"})) {
    const auto file = std::make_shared<const support::SourceFile>(path.string(), test::read_file(path));
    const auto puzzle = puzzle::parse_puzzle(file);
    if (!puzzle) continue;  // a manifest or an answer
    const scheduler::Policy* policy = scheduler::find_policy(puzzle->runtime.value, puzzle->module);
    REQUIRE(policy != nullptr);
    const auto program = engine::compile_for(*policy, puzzle->program, {.file = file});
    if (!program) continue;
    const trace::Outcome seldom = run(*program, *policy, false);
    const trace::Outcome always = run(*program, *policy, true);
    INFO(path.string());
    CHECK(always.bytes(trace::Stream::out) == seldom.bytes(trace::Stream::out));
    CHECK(always.steps == seldom.steps);
  }
}
