#pragma once
// A runtime is a value: one field a decision point, each read in exactly one function. Runtimes are rows of
// one table (policy.cpp), derived from one another; a wrong belief about the event loop is a row as well.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace asyncq::scheduler {

// Which queue a drain empties first, and when it goes back to the other. [semantics: R2.1, R2.3]
enum class DrainOrder : std::uint8_t { ticks_then_microtasks, microtasks_then_ticks };
// After what the queues are drained in a phase of the loop. [R2.2]
enum class DrainPoint : std::uint8_t { after_each_callback, after_each_list };
// What an unhandled rejection does. [R5.2]
enum class UnhandledRejection : std::uint8_t { raise, warn };
// What await does with a native promise. [ECMA-262 27.7.5.3 step 2; before 2019: NewPromiseCapability +
// resolve]
enum class AwaitPromise : std::uint8_t { reuse, wrap_and_adopt, wrap_settled_shortcut };
// Where a main program's body runs.
enum class EntryPoint : std::uint8_t { before_loop, poll_phase };
// When an interval's next start is taken. [R3.5]
enum class IntervalBase : std::uint8_t { callback_start, callback_end };
// Which of two overdue timers runs first. [R3.2]
enum class TimerOrder : std::uint8_t { duration_lists, expiry };

struct Policy {
  std::string_view id;        // "node24"
  std::string_view title;     // "Node 24, CommonJS"
  std::string_view model_of;  // "Node.js 24.0 to 24.21, main script as CommonJS"
  bool module = false;        // the main program is an ES module
  DrainOrder first_drain = DrainOrder::ticks_then_microtasks;
  DrainPoint drain_point = DrainPoint::after_each_callback;
  UnhandledRejection unhandled_rejection = UnhandledRejection::raise;
  AwaitPromise await_promise = AwaitPromise::reuse;
  EntryPoint entry_point = EntryPoint::before_loop;
  IntervalBase interval_base = IntervalBase::callback_start;
  TimerOrder timer_order = TimerOrder::duration_lists;
};

[[nodiscard]] std::span<const Policy> policies();
// By id or alias ("node", "node-esm", "node24", …); null when there is none. module asks for the ES module
// flavour of the same runtime (a .mjs file).
[[nodiscard]] const Policy* find_policy(std::string_view id, bool module = false);
// All ids and aliases that find_policy takes, except single minor versions: for "did you mean".
[[nodiscard]] std::vector<std::string_view> policy_ids();

}  // namespace asyncq::scheduler
