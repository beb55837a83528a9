#include "scheduler/policy_fields.h"

#include <array>

namespace asyncq::scheduler {

namespace {

// Values are in the order of the enumerators.
constexpr PolicyValue kAwaitPromise[] = {
    {"reuse", "await takes a native promise as it is: one turn when it is settled"},
    {"wrap", "await wraps a native promise in a new one, as any value"},
};
constexpr PolicyValue kSettledResolution[] = {
    {"in_a_job", "a promise resolved with a native promise follows it two turns later"},
    {"at_once", "a promise resolved with a settled native promise is settled at once"},
};
constexpr PolicyValue kFinallyCost[] = {
    {"by_then", "what finally returns settles three turns after the callback ran"},
    {"direct", "what finally returns settles one turn after the callback ran"},
};
constexpr PolicyValue kGeneratorEnd[] = {
    {"at_once", "an async generator that reaches its end is done at once"},
    {"awaits", "an async generator that reaches its end awaits undefined first"},
};
constexpr PolicyValue kDelegatedYield[] = {
    {"passes_on", "yield* in an async generator passes values on at once"},
    {"awaits", "yield* in an async generator awaits each value once more"},
};
constexpr PolicyValue kDelegatedReturn[] = {
    {"throws_at_delegate", "a rejected promise given to return() is thrown at what yield* stands at"},
    {"calls_next", "a rejected promise given to return() calls next() of what yield* stands at"},
};
constexpr PolicyValue kFailedSyncIterator[] = {
    {"is_closed", "for await closes a sync iterator with a rejected value"},
    {"stays_open", "for await leaves a sync iterator with a rejected value open"},
};
constexpr PolicyValue kFirstDrain[] = {
    {"ticks_then_microtasks", "after the main program nextTick callbacks run before promise callbacks"},
    {"microtasks_then_ticks", "after the main program promise callbacks run before nextTick callbacks"},
    {"microtasks_alone",
     "after the main program promise callbacks run; nextTick callbacks wait until a timer that is due has "
     "run"},
};
constexpr PolicyValue kFirstTick[] = {
    {"in_its_turn", "the first nextTick callback waits as any other"},
    {"after_its_microtask", "the first nextTick callback, if a microtask queues it, runs right after that"},
};
constexpr PolicyValue kDrainPoint[] = {
    {"after_each_callback", "ticks and microtasks run after every timer and every immediate"},
    {"after_each_list",
     "ticks and microtasks run only after all timers of a duration, and after all immediates"},
};
constexpr PolicyValue kEntryPoint[] = {
    {"before_loop", "the main program runs before the event loop begins"},
    {"poll_phase", "the main program runs in the poll phase, so setImmediate comes before setTimeout(0)"},
};
constexpr PolicyValue kLoopModel[] = {
    {"phases", "the event loop goes through phases: timers, input and output, immediates, closing"},
    {"tasks", "the event loop takes one task after another, and renders between them"},
};
constexpr PolicyValue kTurnOrder[] = {
    {"timers_first", "a turn of the event loop takes timers, then input, then immediates"},
    {"input_first", "a turn of the event loop takes input and messages, then immediates, then timers"},
};
constexpr PolicyValue kInputDrain[] = {
    {"as_any", "after a callback of input ticks run before promise callbacks"},
    {"microtasks_first", "after a callback of input promise callbacks run before ticks"},
};
constexpr PolicyValue kThenableAwait[] = {
    {"by_promise", "await of a thenable that resolves with a promise takes one turn more"},
    {"direct", "await of a thenable that resolves with a promise waits for the promise itself"},
};
constexpr PolicyValue kTimerOrder[] = {
    {"duration_lists", "timers of the same duration run together, lists in the order of their first"},
    {"expiry", "timers run strictly in the order in which they expire"},
};
constexpr PolicyValue kTimerPass[] = {
    {"one_reading", "timers that become due while timers run wait for the next turn"},
    {"reading_a_list", "timers of other durations that become due while timers run still run in this turn"},
};
constexpr PolicyValue kIntervalBase[] = {
    {"callback_start", "an interval counts from the beginning of its callback"},
    {"callback_end", "an interval counts from the end of its callback"},
    {"previous_due", "an interval counts from when its callback was due"},
};
constexpr PolicyValue kDelayFraction[] = {
    {"cut_off", "the fraction of a delay is cut off"},
    {"kept", "a delay with a fraction is longer than the whole milliseconds"},
};
constexpr PolicyValue kZeroDelay[] = {
    {"counts_as_one", "setTimeout(f, 0) is setTimeout(f, 1)"},
    {"stays_zero", "setTimeout(f, 0) is earlier than setTimeout(f, 1)"},
};
constexpr PolicyValue kNestedDelay[] = {
    {"as_asked", "timers that set one another keep their delays"},
    {"clamped", "from the seventh timer in a row that one sets in another, delays are 4 ms at least"},
};
constexpr PolicyValue kUnhandledRejection[] = {
    {"raise", "an unhandled rejection ends the process"},
    {"warn", "an unhandled rejection is only warned of"},
    {"report", "an unhandled rejection is only reported"},
    {"ends_after_turn", "an unhandled rejection ends the process once no immediates wait any more"},
};
constexpr PolicyValue kRejectionCheck[] = {
    {"in_each_drain", "rejections nobody has handled count as soon as ticks and microtasks are done"},
    {"once_a_turn", "rejections nobody has handled count once in a turn of the loop, before immediates"},
};
constexpr PolicyValue kRejectionTick[] = {
    {"none", "a rejection without a handler queues nothing"},
    {"runs_microtasks", "a rejection without a handler queues a tick that runs the microtasks"},
};
constexpr PolicyValue kUncaughtException[] = {
    {"ends_process", "an uncaught exception ends the process, after the listeners of 'exit'"},
    {"ends_process_silently", "an uncaught exception ends the process, and no listener of 'exit' runs"},
    {"is_reported", "an uncaught exception is reported, and the program goes on"},
    {"ends_after_turn", "an uncaught exception ends the process once no immediates wait any more"},
};
constexpr PolicyValue kInterruptedDrain[] = {
    {"waits_for_callback", "what an exception left of ticks and microtasks waits for the next callback"},
    {"goes_on", "ticks and microtasks go on after an exception"},
};
constexpr PolicyValue kMainException[] = {
    {"at_once", "an exception of the main program counts at once"},
    {"after_first_turn", "an exception of the main program counts after its ticks, microtasks and input"},
    {"after_first_timer",
     "an exception of the main program that no handler takes counts after its microtasks, one timer that is "
     "due, "
     "and its ticks"},
};
constexpr PolicyValue kInterruptedMain[] = {
    {"drains_at_once",
     "an exception of the main script that a handler took does not delay ticks and microtasks"},
    {"drains_at_next_callback",
     "after an exception of the main script that a handler took, ticks and microtasks "
     "wait for the first callback"},
    {"runs_microtasks",
     "after an exception of the main script that a handler took, ticks wait for the first callback"},
};
constexpr PolicyValue kUnsettledExit[] = {
    {"told_13", "'exit' listeners are told 13 when top-level await never settles"},
    {"told_0", "'exit' listeners are told 0 when top-level await never settles"},
    {"is_error", "top-level await that never settles is an error, and no listener of 'exit' runs"},
};
constexpr PolicyValue kExitDrain[] = {
    {"runs", "microtasks that 'exit' listeners queue still run"},
    {"dropped", "microtasks that 'exit' listeners queue are dropped"},
};
constexpr PolicyValue kFileReading[] = {
    {"several_trips", "fs.readFile takes several trips to the thread pool"},
    {"one_trip", "fs.readFile takes one trip to the thread pool, as fs.stat does"},
};
constexpr PolicyValue kRejectionListenerError[] = {
    {"rest_waits", "after a listener of 'unhandledRejection' has thrown, the next one is told later"},
    {"rest_is_forgotten", "after a listener of 'unhandledRejection' has thrown, the others go unheard"},
    {"ends_process", "a listener of 'unhandledRejection' that throws ends the process"},
};
constexpr PolicyValue kTargetListenerError[] = {
    {"in_a_tick", "what a listener of an event target throws is reported by a tick of its own"},
    {"at_once", "what a listener of an event target throws is reported before the next one runs"},
    {"is_callers", "what a listener of an event target throws ends the dispatch, and is the caller's"},
};
constexpr PolicyValue kTargetListenerPromise[] = {
    {"is_watched", "the rejected promise of an event target's listener is an uncaught exception"},
    {"is_dropped", "the rejected promise of an event target's listener is as any other"},
};
constexpr PolicyValue kOnceEvent[] = {
    {"in_async_function", "events.once settles one turn after its event"},
    {"by_promise", "events.once settles with its event"},
};
constexpr PolicyValue kPromiseWording[] = {
    {"names_new", "Promise() without new says so"},
    {"undefined_is_no_promise", "Promise() without new says 'undefined is not a promise'"},
    {"javascriptcore", "Promise says in JavaScriptCore's words what is wrong"},
};
constexpr PolicyValue kConsoleFormat[] = {
    {"node8", "the console shows values as Node 8 does"},
    {"node10", "the console shows values as Node 10 does"},
    {"node11", "the console shows values as Node 11 does"},
    {"node12", "the console shows values as Node 12 does"},
    {"node14", "the console shows values as Node 14 does"},
    {"node16", "the console shows values as Node 16 does"},
    {"node20", "the console shows values as Node 20 does"},
    {"node22", "the console shows values as Node 22 does"},
    {"node24", "the console shows values as Node 24 does"},
};

constexpr PolicyValue kConsoleStyle[] = {
    {"node", "the console shows values as util.inspect does"},
    {"deno", "the console shows values as Deno does"},
    {"bun", "the console shows values as Bun does"},
    {"description", "the console says of an object only what kind of thing it is"},
};

constexpr PolicyValue kRepeatedTag[] = {
    {"shown", "the console shows a toStringTag also of a class whose name has it as a word"},
    {"left_out", "the console leaves out a toStringTag that the name of the class has as a word"},
};
constexpr PolicyValue kClearedImmediate[] = {
    {"leaves_queue", "an immediate that is cleared is gone"},
    {"stays_in_queue", "an immediate that is cleared keeps a loop that is about to end for one more turn"},
};
constexpr PolicyValue kLazyGlobal[] = {
    {"does_nothing", "using a global for the first time runs nothing"},
    {"runs_microtasks",
     "a callback of the event loop that is the first to use process in a module runs the promise callbacks"},
};

template <auto Member>
constexpr PolicyField field(std::string_view name, std::span<const PolicyValue> values) {
  return {name, values, [](const Policy& policy) { return static_cast<std::size_t>(policy.*Member); },
          [](const Policy& from, Policy& to) { to.*Member = from.*Member; }};
}

constexpr std::array kFields = {
    field<&Policy::await_promise>("await_promise", kAwaitPromise),
    field<&Policy::thenable_await>("thenable_await", kThenableAwait),
    field<&Policy::settled_resolution>("settled_resolution", kSettledResolution),
    field<&Policy::finally_cost>("finally_cost", kFinallyCost),
    field<&Policy::generator_end>("generator_end", kGeneratorEnd),
    field<&Policy::delegated_yield>("delegated_yield", kDelegatedYield),
    field<&Policy::delegated_return>("delegated_return", kDelegatedReturn),
    field<&Policy::failed_sync_iterator>("failed_sync_iterator", kFailedSyncIterator),
    field<&Policy::first_drain>("first_drain", kFirstDrain),
    field<&Policy::first_tick>("first_tick", kFirstTick),
    field<&Policy::drain_point>("drain_point", kDrainPoint),
    field<&Policy::entry_point>("entry_point", kEntryPoint),
    field<&Policy::loop_model>("loop_model", kLoopModel),
    field<&Policy::turn_order>("turn_order", kTurnOrder),
    field<&Policy::input_drain>("input_drain", kInputDrain),
    field<&Policy::timer_order>("timer_order", kTimerOrder),
    field<&Policy::timer_pass>("timer_pass", kTimerPass),
    field<&Policy::interval_base>("interval_base", kIntervalBase),
    field<&Policy::delay_fraction>("delay_fraction", kDelayFraction),
    field<&Policy::zero_delay>("zero_delay", kZeroDelay),
    field<&Policy::nested_delay>("nested_delay", kNestedDelay),
    field<&Policy::file_reading>("file_reading", kFileReading),
    field<&Policy::unhandled_rejection>("unhandled_rejection", kUnhandledRejection),
    field<&Policy::rejection_check>("rejection_check", kRejectionCheck),
    field<&Policy::rejection_tick>("rejection_tick", kRejectionTick),
    field<&Policy::rejection_listener_error>("rejection_listener_error", kRejectionListenerError),
    field<&Policy::target_listener_error>("target_listener_error", kTargetListenerError),
    field<&Policy::target_listener_promise>("target_listener_promise", kTargetListenerPromise),
    field<&Policy::once_event>("once_event", kOnceEvent),
    field<&Policy::uncaught_exception>("uncaught_exception", kUncaughtException),
    field<&Policy::interrupted_drain>("interrupted_drain", kInterruptedDrain),
    field<&Policy::main_exception>("main_exception", kMainException),
    field<&Policy::interrupted_main>("interrupted_main", kInterruptedMain),
    field<&Policy::unsettled_exit>("unsettled_exit", kUnsettledExit),
    field<&Policy::exit_drain>("exit_drain", kExitDrain),
    field<&Policy::promise_wording>("promise_wording", kPromiseWording),
    field<&Policy::console_format>("console_format", kConsoleFormat),
    field<&Policy::console_style>("console_style", kConsoleStyle),
    field<&Policy::repeated_tag>("repeated_tag", kRepeatedTag),
    field<&Policy::cleared_immediate>("cleared_immediate", kClearedImmediate),
    field<&Policy::lazy_global>("lazy_global", kLazyGlobal),
};

}  // namespace

std::span<const PolicyField> policy_fields() {
  return kFields;
}

}  // namespace asyncq::scheduler
