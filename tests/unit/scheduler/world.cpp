#include "tests/unit/scheduler/world.h"

#include <set>

namespace asyncq::scheduler::test {

Job World::job(const std::string& name, const Action& action) {
  Job job;
  job.data[0] = jobs_.size();
  jobs_.push_back({name, action});
  return job;
}

std::string World::run(const Action& main, Chooser& chooser, trace::Listener* listener,
                       const SchedulerOptions& options) {
  jobs_.clear();
  log_.clear();
  scheduler_ = std::make_unique<Scheduler>(policy_, *this, chooser, listener, options);
  stopped_ = !scheduler_->run(job("", main));
  met_choice_ = scheduler_->met_choice();
  elapsed_ms_ = static_cast<double>(scheduler_->now_us()) / 1000;
  return log_;
}

std::string World::run(const Action& main) {
  DefaultChooser chooser;
  return run(main, chooser);
}

JobResult World::run(const Job& job) {
  const Named named = jobs_[job.data[0]];  // a copy: the action may add jobs
  if (!named.name.empty()) log(named.name);
  result_ = JobResult::done;
  if (named.action) named.action();
  const JobResult result = result_;
  result_ = JobResult::done;
  return result;
}

std::vector<std::string> all_orders(const std::function<void(World&)>& program, const Policy& policy,
                                    const SchedulerOptions& options) {
  std::set<std::string> orders;
  ExhaustiveChooser chooser;
  do {
    World world(policy);
    orders.insert(world.run([&] { program(world); }, chooser, nullptr, options));
  } while (chooser.next_run());
  return {orders.begin(), orders.end()};
}

}  // namespace asyncq::scheduler::test
