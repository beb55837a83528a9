#pragma once
// A runtime is a value: one field a decision point, each read in exactly one function. Runtimes are rows of
// one table (policy.cpp), derived from one another; a wrong belief about the event loop is a row as well.
// policy_fields.h has the fields as data: what each value means, in words.

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace asyncq::scheduler {

// Which queue a drain empties first, and when it goes back to the other; after the main program ticks may
// also wait until the first callback has run, or the loop is about to sleep or to run immediates. [semantics:
// R2.1, R2.3, R2.5]
enum class DrainOrder : std::uint8_t { ticks_then_microtasks, microtasks_then_ticks, microtasks_alone };
// When the first ticks run that a program ever queues: as all ticks do, or, queued by a microtask, as soon as
// that has ended, as in Bun, whose queue of ticks is looked for after each microtask until it is there. The
// body of a module is such a microtask. (Loading fs makes the queue.)
enum class FirstTick : std::uint8_t { in_its_turn, after_its_microtask };
// After what the queues are drained in a phase of the loop. [R2.2]
enum class DrainPoint : std::uint8_t { after_each_callback, after_each_list };
// What an unhandled rejection does. [R5.2]
enum class UnhandledRejection : std::uint8_t { raise, warn, report, ends_after_turn };
// When rejections are looked for that nobody has handled: whenever both queues are empty, or once in a turn
// of the loop, when completed input has been taken up. [R5.1; Bun, EventLoop.tick]
enum class RejectionCheck : std::uint8_t { in_each_drain, once_a_turn };
// What a rejection without a handler queues at once, beside its report. [Node 8,
// lib/internal/process/promises.js: addPendingUnhandledRejection calls scheduleMicrotasks]
enum class RejectionTick : std::uint8_t { none, runs_microtasks };
// What a listener of 'unhandledRejection' that throws does to the rejections that were to be told after this
// one: they wait for the next drain, or are forgotten, as by Node from 20 on; or it ends the process,
// whatever listens, as in Deno. [lib/internal/process/promises.js, processPromiseRejections]
enum class RejectionListenerError : std::uint8_t { rest_waits, rest_is_forgotten, ends_process };
// When the exception of an event target's listener is reported: as that of a tick of its own, or before the
// next listener runs, as in Deno and Bun; or it is the caller's of dispatchEvent, as in Node 15.
// [lib/internal/event_target.js; DOM, inner invoke]
enum class TargetListenerError : std::uint8_t { in_a_tick, at_once, is_callers };
// Whether what an event target's listener returns is looked at for a rejection. [addCatch]
enum class TargetListenerPromise : std::uint8_t { is_watched, is_dropped };
// What events.once returns: the promise of the event, or, since it is an async function, one that follows it.
// [lib/events.js]
enum class OnceEvent : std::uint8_t { in_async_function, by_promise };
// What an uncaught exception does. [R5.4, R5.8, R5.9]
enum class UncaughtException : std::uint8_t {
  ends_process,
  ends_process_silently,
  is_reported,
  ends_after_turn
};
// What becomes of the drain that an exception which does not end the process at once has cut short. [R5.5]
enum class InterruptedDrain : std::uint8_t { waits_for_callback, goes_on };
// When an exception of the main program counts: as it is thrown; when its drain is done and completed input
// has been taken up, as in Bun; or after its microtasks, one timer that is due, and its ticks, as in Deno,
// unless it is a script's that a handler takes. [R5.8]
enum class MainException : std::uint8_t { at_once, after_first_turn, after_first_timer };
// When the drain that an exception of the main script cut short goes on, if a handler took it. [R5.5]
enum class InterruptedMain : std::uint8_t { drains_at_once, drains_at_next_callback, runs_microtasks };
// What the listeners of 'exit' are told when top-level await never settles; or it is an error, which they are
// not told. [R5.7]
enum class UnsettledExit : std::uint8_t { told_13, told_0, is_error };
// Whether the microtasks run that listeners of 'exit' queue. [R5.6]
enum class ExitDrain : std::uint8_t { runs, dropped };
// What finally costs: the turns of the promise that its callback's result is turned into, or none of them.
// [ECMA-262 27.2.5.3; JavaScriptCore]
enum class FinallyCost : std::uint8_t { by_then, direct };
// What the event loop is made of: the phases of a turn [libuv's uv_run], or tasks, each taken from one queue,
// and rendering between them [HTML 8.1.7.3].
enum class LoopModel : std::uint8_t { phases, tasks };
// What a turn of the loop is made of: timers, input (which it sleeps for), immediates [libuv's uv_run]; or
// input, immediates, sleep, timers [Bun: EventLoop.tick, autoTick].
enum class TurnOrder : std::uint8_t { timers_first, input_first };
// What is drained first after a callback of input: as after any, or microtasks, because the callback is one
// itself, as in Deno.
enum class InputDrain : std::uint8_t { as_any, microtasks_first };
// What await does with a thenable that is no native promise, and that resolves with one: the promise made for
// the thenable follows it [27.2.1.3.2], or await itself, which has made none, as in JavaScriptCore.
enum class ThenableAwait : std::uint8_t { by_promise, direct };
// What await does with a native promise. [ECMA-262 27.7.5.3 step 2; before 2019: NewPromiseCapability +
// resolve]
enum class AwaitPromise : std::uint8_t { reuse, wrap };
// What resolving a promise with a settled native promise does: adopts it by way of a job
// [ECMA-262 27.2.1.3.2 step 15], or takes its outcome over at once, as V8 5.8 to 6.2 did.
enum class SettledResolution : std::uint8_t { in_a_job, at_once };
// What an async generator that ends without a return statement does. [27.6.3.2; before 2019:
// Await(undefined)]
enum class GeneratorEnd : std::uint8_t { at_once, awaits };
// What yield* in an async generator does with a value it passes on. [15.5.5 step 7.a.vi; before 2022: Await]
enum class DelegatedYield : std::uint8_t { passes_on, awaits };
// What yield* in an async generator does when the promise that return() was given is rejected: throws at its
// delegate [15.5.5 step 7.b], or goes on as if next() had been called, as V8 does from 12 on.
enum class DelegatedReturn : std::uint8_t { throws_at_delegate, calls_next };
// What becomes of the sync iterator behind for await, yield* or Array.fromAsync that has failed: a value of
// it was rejected, or it lacks the throw method that is asked for. [27.1.6.4 step 12; before 2024: nothing]
enum class FailedSyncIterator : std::uint8_t { is_closed, stays_open };
// Where a main program's body runs. [R4.9]
enum class EntryPoint : std::uint8_t { before_loop, poll_phase };
// When an interval's next start is taken. [R3.5]
enum class IntervalBase : std::uint8_t { callback_start, callback_end, previous_due };
// Which of two overdue timers runs first. [R3.2]
enum class TimerOrder : std::uint8_t { duration_lists, expiry };
// What a pass over the timers counts as due: what is at its beginning, or what has become so meanwhile.
// [R3.3]
enum class TimerPass : std::uint8_t { one_reading, reading_a_list };
// What becomes of a fraction of a timer's delay. [R3.1]
enum class DelayFraction : std::uint8_t { cut_off, kept };
// What becomes of a delay of 0. [R3.1; HTML, timer initialisation steps]
enum class ZeroDelay : std::uint8_t { counts_as_one, stays_zero };
// What becomes of the delays of timers that set one another in a row. [HTML: 4 ms from nesting level 5 on]
enum class NestedDelay : std::uint8_t { as_asked, clamped };
// How often fs.readFile goes to the thread pool. [R4.5]
enum class FileReading : std::uint8_t { several_trips, one_trip };

// The messages of Promise: V8's, of which that of Promise() without new has changed, or JavaScriptCore's.
enum class PromiseWording : std::uint8_t { names_new, undefined_is_no_promise, javascriptcore };
// How the console shows values, in the order of time: what a later one has, an earlier one lacks.
enum class ConsoleFormat : std::uint8_t {
  node8,
  node10,
  node11,
  node12,
  node14,
  node16,
  node20,
  node22,
  node24
};

// Whose console it is: as util.inspect shows values, as Deno or Bun do, or only what kind of thing each
// object is, as the description of a value in the debugging protocol of browsers.
enum class ConsoleStyle : std::uint8_t { node, deno, bun, description };

// What the console shows of a Symbol.toStringTag that the name of the class has as a word of its own, like
// MyPromise: the tag as any other, or nothing, as Node has it from 22.18 and 24.3 on and not in 26.
// [lib/internal/util/inspect.js, getPrefix]
enum class RepeatedTag : std::uint8_t { shown, left_out };
// What becomes of an immediate that is cleared: it leaves its queue, or stands there with nothing to do until
// the queue is worked off, as in Bun, where it keeps a loop that is about to end for one more turn.
enum class ClearedImmediate : std::uint8_t { leaves_queue, stays_in_queue };
// What a global that the runtime makes when it is first used does beside: nothing, or, used by a callback of
// the loop itself, it runs the microtasks, as in Deno, where `process` is such a global of modules.
enum class LazyGlobal : std::uint8_t { does_nothing, runs_microtasks };

// Whose event loop it is.
enum class Family : std::uint8_t { node, deno, bun, browser };

struct Release {
  std::uint16_t major = 0;
  std::uint16_t minor = 0;
  auto operator<=>(const Release&) const = default;
};

struct Policy {
  std::string_view id;         // "node24"
  std::string_view title;      // "Node 24, CommonJS"
  std::string_view model_of;   // "Node.js 24.3 and later of 24, main script as CommonJS"
  std::string_view parent;     // the id of the row that this one is told apart from; empty: of none
  std::string_view proved_on;  // the releases whose recorded output it reproduces: "24.21.0"
  std::string_view evidence;   // what these are called in the recordings: "node24"
  Family family = Family::node;
  Release release;      // the last that the row stands for: what it has, programs may use
  bool module = false;  // the main program is an ES module
  DrainOrder first_drain = DrainOrder::ticks_then_microtasks;
  FirstTick first_tick = FirstTick::in_its_turn;
  DrainPoint drain_point = DrainPoint::after_each_callback;
  UnhandledRejection unhandled_rejection = UnhandledRejection::raise;
  RejectionCheck rejection_check = RejectionCheck::in_each_drain;
  RejectionTick rejection_tick = RejectionTick::none;
  RejectionListenerError rejection_listener_error = RejectionListenerError::rest_is_forgotten;
  TargetListenerError target_listener_error = TargetListenerError::in_a_tick;
  TargetListenerPromise target_listener_promise = TargetListenerPromise::is_watched;
  OnceEvent once_event = OnceEvent::in_async_function;
  UncaughtException uncaught_exception = UncaughtException::ends_process;
  InterruptedDrain interrupted_drain = InterruptedDrain::waits_for_callback;
  InterruptedMain interrupted_main = InterruptedMain::drains_at_once;
  MainException main_exception = MainException::at_once;
  UnsettledExit unsettled_exit = UnsettledExit::told_13;
  ExitDrain exit_drain = ExitDrain::runs;
  FinallyCost finally_cost = FinallyCost::by_then;
  AwaitPromise await_promise = AwaitPromise::reuse;
  ThenableAwait thenable_await = ThenableAwait::by_promise;
  SettledResolution settled_resolution = SettledResolution::in_a_job;
  GeneratorEnd generator_end = GeneratorEnd::at_once;
  DelegatedYield delegated_yield = DelegatedYield::passes_on;
  DelegatedReturn delegated_return = DelegatedReturn::calls_next;
  FailedSyncIterator failed_sync_iterator = FailedSyncIterator::is_closed;
  EntryPoint entry_point = EntryPoint::before_loop;
  IntervalBase interval_base = IntervalBase::callback_start;
  TimerOrder timer_order = TimerOrder::duration_lists;
  TimerPass timer_pass = TimerPass::one_reading;
  ZeroDelay zero_delay = ZeroDelay::counts_as_one;
  NestedDelay nested_delay = NestedDelay::as_asked;
  LoopModel loop_model = LoopModel::phases;
  TurnOrder turn_order = TurnOrder::timers_first;
  InputDrain input_drain = InputDrain::as_any;
  DelayFraction delay_fraction = DelayFraction::cut_off;
  FileReading file_reading = FileReading::several_trips;
  PromiseWording promise_wording = PromiseWording::names_new;
  ConsoleFormat console_format = ConsoleFormat::node24;
  ConsoleStyle console_style = ConsoleStyle::node;
  RepeatedTag repeated_tag = RepeatedTag::left_out;
  ClearedImmediate cleared_immediate = ClearedImmediate::leaves_queue;
  LazyGlobal lazy_global = LazyGlobal::does_nothing;
};

[[nodiscard]] std::span<const Policy> policies();
// By id or alias ("node", "node-esm", "node24", "node22.17", …); null when there is none. module asks for the
// ES module flavour of the same runtime (a .mjs file).
[[nodiscard]] const Policy* find_policy(std::string_view id, bool module = false);
// All ids and aliases that find_policy takes, except single minor versions: for "did you mean".
[[nodiscard]] std::vector<std::string_view> policy_ids();

}  // namespace asyncq::scheduler
