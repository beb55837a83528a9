// Simulated input and output: what the functions of syntax/simulated_io.h stand for.

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/host.h"
#include "engine/operations.h"
#include "engine/promise.h"

namespace asyncq::engine {

namespace {

// In milliseconds. No operation takes no time, and the first of a process waits for the pool's threads.
constexpr double kShortest = 1;
constexpr double kUsuallyShortest = 0.05;
constexpr double kUsuallyFirst = 1.2;

// Numbers that cannot be latencies count as 0, as they do where Date.now() is compared with them.
double latency_of(Machine& machine, Value value) {
  const double number = machine.to_number(value);
  return number > 0 ? number : 0;
}

// Nominally, an operation takes no longer than it must.
scheduler::Latency latency(Machine& machine, Value least, Value most) {
  const bool is_first = !std::exchange(host_state(machine).used_thread_pool, true);
  const double usual = is_first ? kUsuallyFirst : kUsuallyShortest;
  if (least.is_undefined() && most.is_undefined()) return {0, std::numeric_limits<double>::infinity(), usual};
  const double first = least.is_undefined() ? 0 : latency_of(machine, least);
  const double second = most.is_undefined() ? first : latency_of(machine, most);
  const auto [shortest, longest] = std::minmax(first, second);
  return {shortest, std::max(longest, kShortest), std::min(usual, std::max(longest, kShortest))};
}

}  // namespace

Value start_operation(Machine& machine, const Value* arguments, std::uint32_t count) {
  constexpr std::uint32_t kOfCallback = 4;
  const Value name = arguments[0];
  const scheduler::Latency takes = latency(machine, arguments[count - 2], arguments[count - 1]);
  if (count == kOfCallback) {
    const Value result[] = {Value::null(), name};
    machine.scheduler().start_operation(machine.callback_job(arguments[1], Value::undefined(), result),
                                        takes);
    return Value::undefined();
  }
  Promise* promise = new_promise(machine);
  const Value resolve(create_resolving_functions(machine, promise).resolve);
  const Value result[] = {name};
  machine.scheduler().start_operation(machine.callback_job(resolve, Value::undefined(), result), takes);
  return Value(promise);
}

}  // namespace asyncq::engine
