// What holds of every run, on random programs under random choices.

#include <map>
#include <random>
#include <set>

#include "tests/support/catch.h"
#include "tests/unit/scheduler/world.h"

using namespace asyncq;
using namespace asyncq::scheduler;
using asyncq::scheduler::test::World;

namespace {

// A random program: each job enqueues some more, until a budget is spent.
class RandomProgram {
 public:
  RandomProgram(World& world, unsigned seed) : world_(world), random_(seed) {}

  void body(int depth = 0) {
    const unsigned count = 1 + draw() % (depth == 0 ? 6 : 3);
    for (unsigned i = 0; i < count && enqueued_ < 60; ++i) statement(depth);
  }
  [[nodiscard]] const std::set<std::string>& expected() const { return expected_; }

 private:
  unsigned draw() { return static_cast<unsigned>(random_()); }
  void statement(int depth) {
    const std::string name = "j" + std::to_string(enqueued_++);
    const World::Action action = [this, depth] {
      if (depth < 4) body(depth + 1);
    };
    const double ms = static_cast<double>(draw() % 12);
    expected_.insert(name);
    switch (draw() % 9) {
      case 0:
        world_.tick(name, action);
        break;
      case 1:
        world_.micro(name, action);
        break;
      case 2:
      case 3:
        world_.timeout(name, ms, action);
        break;
      case 4:
        world_.immediate(name, action);
        break;
      case 5:
        world_.operation(name, ms, draw() % 2 == 0 ? test::kAny : ms + 3, action);
        break;
      case 6:
        world_.close(name, action);
        break;
      case 7:
        world_.tick(name, [this, action] {
          action();
          world_.raise();
        });
        break;
      default:
        world_.timeout(name, ms, action);
        world_.busy(ms);
    }
  }

  World& world_;
  std::minstd_rand random_;
  int enqueued_ = 0;
  std::set<std::string> expected_;
};

struct Observed {
  std::string log;
  std::vector<trace::Event> events;
  std::set<std::string> expected;
};

Observed observe(unsigned seed, const Policy& policy) {
  World world(policy);
  trace::Trace trace;
  SeededChooser chooser(seed * 31u);
  std::unique_ptr<RandomProgram> program;
  Observed observed;
  observed.log = world.run(
      [&] {
        program = std::make_unique<RandomProgram>(world, seed);
        program->body();
      },
      chooser, &trace);
  observed.events = trace.events();
  observed.expected = program->expected();
  return observed;
}

}  // namespace

TEST_CASE("properties: the same choices make the same run, every job runs once, causes precede effects",
          "[scheduler]") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Policy& policy = policies()[seed % policies().size()];
    if (policy.loop_model == LoopModel::tasks) continue;  // it has no immediates and no closing phase
    const Observed run = observe(seed, policy);
    const Observed again = observe(seed, policy);
    REQUIRE(run.log == again.log);
    REQUIRE(run.events.size() == again.events.size());

    std::set<std::string> ran;
    std::string name;
    for (const char c : run.log + ' ') {
      if (c != ' ') {
        name += c;
        continue;
      }
      if (!name.empty()) REQUIRE(ran.insert(name).second);
      name.clear();
    }
    REQUIRE(ran == run.expected);

    std::map<trace::EventId, int> starts_of;
    double time = 0;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
      const trace::Event& event = run.events[i];
      REQUIRE(event.cause <= i);
      REQUIRE(event.time_ms >= time);
      REQUIRE(event.kind == again.events[i].kind);
      REQUIRE(event.cause == again.events[i].cause);
      time = event.time_ms;
      if (event.kind != trace::EventKind::started || event.cause == 0) continue;
      REQUIRE(run.events[event.cause - 1].kind == trace::EventKind::enqueued);
      REQUIRE(run.events[event.cause - 1].queue == event.queue);
      REQUIRE(++starts_of[event.cause] == 1);
    }
  }
}

TEST_CASE("trace: a job's enqueued event is caused by the job that enqueued it", "[scheduler]") {
  World world;
  trace::Trace trace;
  DefaultChooser chooser;
  world.run(
      [&] {
        world.tick("t", [&] {
          CHECK(trace.event(world.loop().current_event()).queue == trace::Queue::next_tick);
          world.timeout("T", 5);
        });
      },
      chooser, &trace);
  std::vector<trace::EventKind> kinds;
  for (const trace::Event& event : trace.events()) kinds.push_back(event.kind);
  using trace::EventKind;
  CHECK(kinds == std::vector<EventKind>{EventKind::phase_entered, EventKind::started, EventKind::enqueued,
                                        EventKind::finished, EventKind::started, EventKind::enqueued,
                                        EventKind::finished, EventKind::clock_moved, EventKind::phase_entered,
                                        EventKind::started, EventKind::finished});
  CHECK(trace.event(5).cause == 3);   // t runs because main enqueued it
  CHECK(trace.event(6).cause == 5);   // T waits because of t
  CHECK(trace.event(10).cause == 6);  // T runs because of that
  CHECK(trace.event(10).time_ms == 5);
}

TEST_CASE("trace: a job that has an enqueued event keeps it", "[scheduler]") {
  World world;
  trace::Trace trace;
  DefaultChooser chooser;
  world.run(
      [&] {
        trace::Event told;
        told.kind = trace::EventKind::enqueued;
        told.text = "then callback of p";
        Job job = world.job("m");
        job.event = trace.on_event(told);
        world.loop().enqueue_microtask(job);
      },
      chooser, &trace);
  int enqueued = 0;
  for (const trace::Event& event : trace.events()) {
    enqueued += event.kind == trace::EventKind::enqueued ? 1 : 0;
    if (event.kind == trace::EventKind::started && event.queue == trace::Queue::microtask) {
      CHECK(trace.event(event.cause).text == "then callback of p");
    }
  }
  CHECK(enqueued == 1);
}

TEST_CASE("trace: a choice names the two jobs that race", "[scheduler]") {
  World world;
  trace::Trace trace;
  struct Recorder final : Chooser {
    std::vector<trace::ChoiceKind> kinds;
    std::vector<Contender> contenders;
    std::uint32_t choose(const ChoicePoint& point) override {
      kinds.push_back(point.kind);
      contenders.insert(contenders.end(), point.contenders.begin(), point.contenders.end());
      return 0;
    }
  } recorder;
  world.run(
      [&] {
        world.immediate("I");
        world.timeout("T", 0);
      },
      recorder, &trace);
  CHECK(recorder.kinds == std::vector{trace::ChoiceKind::timer_due});
  REQUIRE(recorder.contenders.size() == 2);
  CHECK(trace.event(recorder.contenders[0].event).queue == trace::Queue::immediate);
  CHECK(trace.event(recorder.contenders[1].event).queue == trace::Queue::timer);
  CHECK(recorder.contenders[0].key != recorder.contenders[1].key);
}

TEST_CASE("waiting jobs are counted and visited, the running one visited", "[scheduler]") {
  struct Count final : JobVisitor {
    std::size_t jobs = 0;
    void visit(const Job&) override { ++jobs; }
  };
  World world;
  world.run([&] {
    CHECK(world.loop().waiting_jobs() == 0);
    world.tick("t");
    world.micro("m");
    world.timeout("T", 5);
    world.interval("I", 5, [&] { world.exit(); });
    world.immediate("i");
    world.operation("o", 1, 1);
    world.close("c");
    CHECK(world.loop().waiting_jobs() == 7);
    CHECK(world.loop().bytes_used() > 7 * sizeof(Job));
    Count count;
    world.loop().visit_jobs(count);
    CHECK(count.jobs == 8);
  });
}

TEST_CASE("jobs in a drain are counted from its beginning", "[scheduler]") {
  World world;
  std::vector<std::uint64_t> counts;
  const auto note = [&] { counts.push_back(world.loop().jobs_in_drain()); };
  world.run([&] {
    note();
    world.tick("", note);
    world.micro("", note);
    world.timeout("", 5, [&] {
      note();
      world.micro("", note);
    });
  });
  CHECK(counts == std::vector<std::uint64_t>{0, 1, 2, 0, 1});
}
