#include "scheduler/policy.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace asyncq::scheduler {

namespace {

// A row that differs from its parent in what `change` sets.
template <class Change>
constexpr Policy derived(const Policy& parent, Change change) {
  Policy row = parent;
  row.parent = parent.id;
  change(row);
  return row;
}

// The names of a row: none is taken over from a parent.
constexpr void name(Policy& row, std::string_view id, std::string_view title, std::string_view model_of,
                    Release release) {
  row.id = id;
  row.title = title;
  row.model_of = model_of;
  row.release = release;
  row.proved_on = {};
  row.evidence = {};
}
constexpr void prove(Policy& row, std::string_view releases, std::string_view recordings) {
  row.proved_on = releases;
  row.evidence = recordings;
}

// --- Node, main script as CommonJS: from the newest back ---------------------------------------------------

constexpr Policy kNode24 = [] {
  Policy row;
  name(row, "node24", "Node 24, CommonJS", "Node.js 24.3 to 25, main script as CommonJS", {24, 21});
  prove(row, "24.21.0", "node24");
  return row;
}();

constexpr Policy kNode26 = derived(kNode24, [](Policy& row) {
  name(row, "node26", "Node 26, CommonJS", "Node.js 26, main script as CommonJS", {26, 10});
  prove(row, "26.10.0", "node26");
  row.file_reading = FileReading::one_trip;
  row.repeated_tag = RepeatedTag::shown;
});

constexpr Policy kNode24Old = derived(kNode24, [](Policy& row) {
  name(row, "node24.2", "Node 24.2, CommonJS", "Node.js 24.0 to 24.2, main script as CommonJS", {24, 2});
  prove(row, "24.2.0", "node24.2");
  row.repeated_tag = RepeatedTag::shown;
});

constexpr Policy kNode22 = derived(kNode24, [](Policy& row) {
  name(row, "node22", "Node 22, CommonJS", "Node.js 22.18 and later of 22, main script as CommonJS",
       {22, 23});
  prove(row, "22.23.3", "node22");
  row.failed_sync_iterator = FailedSyncIterator::stays_open;
  row.console_format = ConsoleFormat::node22;
});

constexpr Policy kNode22Old = derived(kNode22, [](Policy& row) {
  name(row, "node22.17", "Node 22.17, CommonJS", "Node.js 21 to 22.17 and 23, main script as CommonJS",
       {22, 17});
  prove(row, "22.17.1", "node22.17");
  row.repeated_tag = RepeatedTag::shown;
});

constexpr Policy kNode20 = derived(kNode22Old, [](Policy& row) {
  name(row, "node20", "Node 20, CommonJS", "Node.js 19 and 20, main script as CommonJS", {20, 20});
  prove(row, "20.20.2", "node20");
  row.delegated_return = DelegatedReturn::throws_at_delegate;
  row.console_format = ConsoleFormat::node20;
  row.unsettled_exit = UnsettledExit::told_0;
});

constexpr Policy kNode18 = derived(kNode20, [](Policy& row) {
  name(row, "node18", "Node 18, CommonJS", "Node.js 17 and 18, main script as CommonJS", {18, 20});
  prove(row, "18.20.8", "node18");
  row.delegated_yield = DelegatedYield::awaits;
  row.rejection_listener_error = RejectionListenerError::rest_waits;
  row.console_format = ConsoleFormat::node16;
});

constexpr Policy kNode16 = derived(kNode18, [](Policy& row) {
  name(row, "node16", "Node 16, CommonJS", "Node.js 16, main script as CommonJS", {16, 20});
  prove(row, "16.20.2", "node16");
  row.promise_wording = PromiseWording::undefined_is_no_promise;
});

constexpr Policy kNode15 = derived(kNode16, [](Policy& row) {
  name(row, "node15", "Node 15, CommonJS", "Node.js 15, main script as CommonJS", {15, 14});
  prove(row, "15.14.0", "node15");
  row.target_listener_error = TargetListenerError::is_callers;
  row.console_format = ConsoleFormat::node14;
});

constexpr Policy kNode14 = derived(kNode15, [](Policy& row) {
  name(row, "node14", "Node 14, CommonJS", "Node.js 13 and 14, main script as CommonJS", {14, 21});
  prove(row, "14.21.3", "node14");
  row.unhandled_rejection = UnhandledRejection::warn;
});

constexpr Policy kNode12 = derived(kNode14, [](Policy& row) {
  name(row, "node12", "Node 12, CommonJS", "Node.js 12.9 and later of 12, main script as CommonJS", {12, 22});
  prove(row, "12.22.12", "node12");
  row.once_event = OnceEvent::by_promise;
  row.console_format = ConsoleFormat::node12;
});

constexpr Policy kNode11 = derived(kNode12, [](Policy& row) {
  name(row, "node11", "Node 11", "Node.js 11.15, main script as CommonJS", {11, 15});
  prove(row, "11.15.0", "node11");
  row.await_promise = AwaitPromise::wrap;
  row.generator_end = GeneratorEnd::awaits;
  row.interval_base = IntervalBase::callback_end;
  row.console_format = ConsoleFormat::node11;
  row.interrupted_main = InterruptedMain::drains_at_next_callback;
});

constexpr Policy kNode10 = derived(kNode11, [](Policy& row) {
  name(row, "node10", "Node 10", "Node.js 10.24, main script as CommonJS", {10, 24});
  prove(row, "10.24.1", "node10");
  row.drain_point = DrainPoint::after_each_list;
  row.timer_pass = TimerPass::reading_a_list;
  row.delay_fraction = DelayFraction::kept;
  row.interval_base = IntervalBase::callback_start;
  row.console_format = ConsoleFormat::node10;
});

constexpr Policy kNode8 = derived(kNode10, [](Policy& row) {
  name(row, "node8", "Node 8", "Node.js 8 and 9, main script as CommonJS", {8, 17});
  prove(row, "8.17.0, 9.11.2", "node8, node9");
  row.settled_resolution = SettledResolution::at_once;
  row.rejection_tick = RejectionTick::runs_microtasks;
  row.interval_base = IntervalBase::callback_end;
  row.console_format = ConsoleFormat::node8;
});

// --- Node, main program as an ES module ---

// The loader is synchronous: the module's body runs where a script's would, in a job of its own.
constexpr Policy module_of(const Policy& script, std::string_view id, std::string_view title,
                           std::string_view model_of) {
  return derived(script, [&](Policy& row) {
    name(row, id, title, model_of, script.release);
    prove(row, script.proved_on, script.evidence);
    row.module = true;
    row.first_drain = DrainOrder::microtasks_then_ticks;
  });
}

// The loader reads the file asynchronously: the module's body runs when that is done.
constexpr Policy old_module_of(const Policy& script, std::string_view id, std::string_view title,
                               std::string_view model_of) {
  return derived(module_of(script, id, title, model_of),
                 [&](Policy& row) { row.parent = script.id, row.entry_point = EntryPoint::poll_phase; });
}

constexpr Policy kNode26Module =
    module_of(kNode26, "node26-esm", "Node 26, ES module", "Node.js 26, main program as an ES module");
constexpr Policy kNode24Module = module_of(kNode24, "node24-esm", "Node 24, ES module",
                                           "Node.js 24.3 to 25, main program as an ES module");
constexpr Policy kNode24OldModule =
    derived(old_module_of(kNode24Old, "node24.2-esm", "Node 24.2, ES module",
                          "Node.js 24.0 to 24.2, main program as an ES module"),
            [](Policy& row) { row.parent = kNode24Module.id; });
constexpr Policy kNode22Module = module_of(kNode22, "node22-esm", "Node 22, ES module",
                                           "Node.js 22.18 and later of 22, main program as an ES module");
constexpr Policy kNode22OldModule =
    derived(old_module_of(kNode22Old, "node22.17-esm", "Node 22.17, ES module",
                          "Node.js 21 to 22.17 and 23, main program as an ES module"),
            [](Policy& row) { row.parent = kNode22Module.id; });
constexpr Policy kNode20Module = old_module_of(kNode20, "node20-esm", "Node 20, ES module",
                                               "Node.js 19 and 20, main program as an ES module");
constexpr Policy kNode18Module = old_module_of(kNode18, "node18-esm", "Node 18, ES module",
                                               "Node.js 17 and 18, main program as an ES module");
constexpr Policy kNode16Module =
    old_module_of(kNode16, "node16-esm", "Node 16, ES module", "Node.js 16, main program as an ES module");
constexpr Policy kNode15Module =
    old_module_of(kNode15, "node15-esm", "Node 15, ES module", "Node.js 15, main program as an ES module");
constexpr Policy kNode14Module =
    old_module_of(kNode14, "node14-esm", "Node 14, ES module", "Node.js 14, main program as an ES module");
constexpr Policy kNode12Module = old_module_of(kNode12, "node12-esm", "Node 12, ES module",
                                               "Node.js 12.17 and later of 12, main program as an ES module");

// --- other families ---

constexpr Policy kDeno = derived(kNode24, [](Policy& row) {
  name(row, "deno", "Deno, CommonJS", "Deno 2.9, main script as CommonJS", {});
  prove(row, "2.9.6", "deno");
  row.family = Family::deno;
  row.console_style = ConsoleStyle::deno;
  row.input_drain = InputDrain::microtasks_first;
  row.interrupted_drain = InterruptedDrain::goes_on;
  row.interrupted_main = InterruptedMain::runs_microtasks;
  row.main_exception = MainException::after_first_timer;
  row.unsettled_exit = UnsettledExit::is_error;
  row.repeated_tag = RepeatedTag::shown;
  row.lazy_global = LazyGlobal::runs_microtasks;
  row.rejection_listener_error = RejectionListenerError::ends_process;
  row.target_listener_error = TargetListenerError::at_once;
  row.target_listener_promise = TargetListenerPromise::is_dropped;
  row.uncaught_exception = UncaughtException::ends_process_silently;
  row.exit_drain = ExitDrain::dropped;
});

constexpr Policy kDenoModule =
    derived(module_of(kDeno, "deno-esm", "Deno, ES module", "Deno 2.9, main program as an ES module"),
            [](Policy& row) {
              row.parent = kDeno.id;
              row.proved_on = kDeno.proved_on;
              row.evidence = kDeno.evidence;
              row.first_drain = DrainOrder::microtasks_alone;
            });

constexpr Policy kBun = derived(kNode24, [](Policy& row) {
  name(row, "bun", "Bun, CommonJS", "Bun 1.4, main script as CommonJS", {});
  prove(row, "1.4.5", "bun");
  row.family = Family::bun;
  row.console_style = ConsoleStyle::bun;
  row.timer_order = TimerOrder::expiry;
  row.turn_order = TurnOrder::input_first;
  row.unhandled_rejection = UnhandledRejection::ends_after_turn;
  row.rejection_check = RejectionCheck::once_a_turn;
  row.rejection_listener_error = RejectionListenerError::rest_waits;
  row.target_listener_error = TargetListenerError::at_once;
  row.uncaught_exception = UncaughtException::ends_after_turn;
  row.interrupted_drain = InterruptedDrain::goes_on;
  row.main_exception = MainException::after_first_turn;
  row.thenable_await = ThenableAwait::direct;
  row.first_tick = FirstTick::after_its_microtask;
  row.promise_wording = PromiseWording::javascriptcore;
  row.delegated_return = DelegatedReturn::throws_at_delegate;
  row.finally_cost = FinallyCost::direct;
  row.cleared_immediate = ClearedImmediate::stays_in_queue;
  row.exit_drain = ExitDrain::dropped;
});

constexpr Policy kBunModule = derived(kBun, [](Policy& row) {
  name(row, "bun-esm", "Bun, ES module", "Bun 1.4, main program as an ES module", {});
  prove(row, kBun.proved_on, kBun.evidence);
  row.module = true;
  row.first_drain = DrainOrder::microtasks_then_ticks;
});

constexpr Policy kBrowser = derived(kNode24, [](Policy& row) {
  name(row, "browser", "Browser, classic script", "Chromium 156, one classic script", {});
  prove(row, "156", "chromium");
  row.family = Family::browser;
  row.loop_model = LoopModel::tasks;
  row.console_style = ConsoleStyle::description;
  row.timer_order = TimerOrder::expiry;
  row.zero_delay = ZeroDelay::stays_zero;
  row.nested_delay = NestedDelay::clamped;
  row.interval_base = IntervalBase::previous_due;
  row.unhandled_rejection = UnhandledRejection::report;
  row.uncaught_exception = UncaughtException::is_reported;
});

constexpr Policy kBrowserModule = derived(kBrowser, [](Policy& row) {
  name(row, "browser-esm", "Browser, module script", "Chromium 156, one module script", {});
  row.module = true;
});

constexpr std::array kPolicies = {
    kNode26,        kNode26Module,
    kNode24,        kNode24Module,
    kNode24Old,     kNode24OldModule,
    kNode22,        kNode22Module,
    kNode22Old,     kNode22OldModule,
    kNode20,        kNode20Module,
    kNode18,        kNode18Module,
    kNode16,        kNode16Module,
    kNode15,        kNode15Module,
    kNode14,        kNode14Module,
    kNode12,        kNode12Module,
    kNode11,        kNode10,
    kNode8,         kDeno,
    kDenoModule,    kBun,
    kBunModule,     kBrowser,
    kBrowserModule,
};

// --- names ---

// What a name stands for, as a script and, with "-esm" behind it, as a module; empty: there is no such thing.
struct Line {
  std::string_view name;
  std::string_view script;
  std::string_view module;
  unsigned first_minor = 0;  // "node12.8" is older than what the rows stand for
};
constexpr std::array kLines = {
    Line{"node", "node26", "node26-esm"},
    Line{"nodejs", "node26", "node26-esm"},
    Line{"node-lts", "node24", "node24-esm"},
    Line{"node26", "node26", "node26-esm"},
    Line{"node25", "node24", "node24-esm"},
    Line{"node24", "node24", "node24-esm"},
    Line{"node23", "node22.17", "node22.17-esm"},
    Line{"node22", "node22", "node22-esm"},
    Line{"node21", "node22.17", "node22.17-esm"},
    Line{"node20", "node20", "node20-esm"},
    Line{"node19", "node20", "node20-esm"},
    Line{"node18", "node18", "node18-esm"},
    Line{"node17", "node18", "node18-esm"},
    Line{"node16", "node16", "node16-esm"},
    Line{"node15", "node15", "node15-esm"},
    Line{"node14", "node14", "node14-esm"},
    Line{"node13", "node14", "node14-esm"},
    Line{"node12", "node12", "node12-esm", 9},
    Line{"node11", "node11", "", 11},
    Line{"node10", "node10", "", 3},
    Line{"node9", "node8", ""},
    Line{"node8", "node8", "", 10},
    Line{"deno", "deno", "deno-esm"},
    Line{"bun", "bun", "bun-esm"},
    Line{"browser", "browser", "browser-esm"},
    Line{"chromium", "browser", "browser-esm"},
};

// Where a line's later releases behave differently: those before first_minor have rows of their own.
struct Boundary {
  std::string_view line;
  unsigned first_minor;
  std::string_view older_script;
  std::string_view older_module;
};
constexpr std::array kBoundaries = {
    Boundary{"node24", 3, "node24.2", "node24.2-esm"},
    Boundary{"node22", 18, "node22.17", "node22.17-esm"},
};

constexpr std::string_view kModuleSuffix = "-esm";

const Policy* row_of(std::string_view id) {
  const auto row =
      std::find_if(kPolicies.begin(), kPolicies.end(), [&](const Policy& policy) { return policy.id == id; });
  return row == kPolicies.end() ? nullptr : &*row;
}

// The row that a line's release stands for.
std::string_view row_id(const Line& line, unsigned minor, bool module) {
  for (const Boundary& boundary : kBoundaries) {
    if (boundary.line == line.name && minor < boundary.first_minor)
      return module ? boundary.older_module : boundary.older_script;
  }
  return module ? line.module : line.script;
}

}  // namespace

std::span<const Policy> policies() {
  return kPolicies;
}

const Policy* find_policy(std::string_view id, bool module) {
  if (id.ends_with(kModuleSuffix)) {
    module = true;
    id.remove_suffix(kModuleSuffix.size());
  }
  constexpr unsigned kNewestMinor = ~0U;
  unsigned minor = kNewestMinor;
  const std::size_t dot = id.find('.');
  if (dot != std::string_view::npos) {
    const char* end = id.data() + id.size();
    const auto parsed = std::from_chars(id.data() + dot + 1, end, minor);
    if (parsed.ec != std::errc() || parsed.ptr != end) return nullptr;
  }
  const std::string_view name = id.substr(0, dot);
  const auto line =
      std::find_if(kLines.begin(), kLines.end(), [&](const Line& row) { return row.name == name; });
  if (line == kLines.end() || minor < line->first_minor) return nullptr;
  const bool release_line = name.find_first_of("0123456789") != std::string_view::npos;
  if (dot != std::string_view::npos && !release_line) return nullptr;
  return row_of(row_id(*line, minor, module));
}

std::vector<std::string_view> policy_ids() {
  std::vector<std::string_view> ids;
  for (const Policy& policy : kPolicies) ids.push_back(policy.id);
  for (const Line& line : kLines) {
    if (std::find(ids.begin(), ids.end(), line.name) == ids.end()) ids.push_back(line.name);
  }
  return ids;
}

}  // namespace asyncq::scheduler
