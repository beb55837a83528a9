#pragma once
// A host whose jobs are named C++ functions: the scheduler's tests write programs with it, and read back the
// names in the order in which they ran.

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "scheduler/scheduler.h"

namespace asyncq::scheduler::test {

inline constexpr double kAny = std::numeric_limits<double>::infinity();

class World final : public Host {
 public:
  using Action = std::function<void()>;

  explicit World(const Policy& policy = *find_policy("node24")) : policy_(policy) {}

  // What jobs do. Each adds its name to the log as it begins.
  void tick(const std::string& name, Action action = {}) { loop().enqueue_tick(job(name, action)); }
  void micro(const std::string& name, Action action = {}) { loop().enqueue_microtask(job(name, action)); }
  TimerId timeout(const std::string& name, double ms, Action action = {}) {
    return loop().set_timer(job(name, action), ms, false);
  }
  TimerId interval(const std::string& name, double ms, Action action = {}) {
    return loop().set_timer(job(name, action), ms, true);
  }
  TimerId immediate(const std::string& name, Action action = {}) {
    return loop().set_immediate(job(name, action));
  }
  void operation(const std::string& name, double min_ms, double max_ms, Action action = {}) {
    loop().start_operation(job(name, action), {min_ms, max_ms});
  }
  void close(const std::string& name, Action action = {}) { loop().enqueue_close(job(name, action)); }
  void busy(double ms) { loop().advance_us(static_cast<std::int64_t>(ms * 1000)); }
  // The running job ends with an exception that a handler takes, or ends the process.
  void raise() { result_ = JobResult::threw; }
  void exit() { result_ = JobResult::stop; }
  void log(const std::string& word) { log_ += log_.empty() ? word : " " + word; }

  Scheduler& loop() { return *scheduler_; }
  Job job(const std::string& name, const Action& action = {});

  // Runs a main program of its own scheduler; what ran, separated by blanks.
  std::string run(const Action& main, Chooser& chooser, trace::Listener* listener = nullptr,
                  const SchedulerOptions& options = {});
  std::string run(const Action& main);

  // Called where the scheduler asks for rejections and when the loop is empty.
  std::function<RejectionResult()> on_rejections;
  std::function<EmptyResult()> on_empty;

  [[nodiscard]] bool met_choice() const { return met_choice_; }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] double elapsed_ms() const { return elapsed_ms_; }

  JobResult run(const Job& job) override;
  RejectionResult process_rejections() override {
    return on_rejections ? on_rejections() : RejectionResult{};
  }
  EmptyResult loop_empty() override { return on_empty ? on_empty() : EmptyResult{}; }

 private:
  struct Named {
    std::string name;
    Action action;
  };
  Policy policy_;
  std::unique_ptr<Scheduler> scheduler_;
  std::vector<Named> jobs_;
  std::string log_;
  JobResult result_ = JobResult::done;
  bool met_choice_ = false;
  bool stopped_ = false;
  double elapsed_ms_ = 0;
};

// All outputs that choices can lead to, sorted, each once. `program` is given a fresh world each time.
std::vector<std::string> all_orders(const std::function<void(World&)>& program,
                                    const Policy& policy = *find_policy("node24"),
                                    const SchedulerOptions& options = {});

}  // namespace asyncq::scheduler::test
