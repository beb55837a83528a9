#include "engine/virtual_time.h"

#include "engine/machine.h"

namespace asyncq::engine {

std::int64_t clock_us(const Machine& machine) {
  const scheduler::Scheduler& scheduler = machine.scheduler();
  return scheduler.now_us() + machine.chance.uptime_us + machine.chance.late_us * scheduler.sleeps();
}

std::int64_t read_clock_us(Machine& machine) {
  constexpr std::int64_t kMillisecond = 1000;
  const std::uint32_t reads = ++machine.time.reads;
  if (reads > VirtualTime::kSlowReads) {
    machine.scheduler().advance_us(kMillisecond - machine.scheduler().now_us() % kMillisecond);
  } else if (reads > VirtualTime::kFreeReads) {
    machine.scheduler().advance_us(VirtualTime::kStepUs);
  }
  return clock_us(machine);
}

}  // namespace asyncq::engine
