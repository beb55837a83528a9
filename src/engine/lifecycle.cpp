// How a program ends: uncaught exceptions, process.exit(), the events around them (unhandled rejections:
// rejections.cpp). Models lib/internal/process/execution.js of Node.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/errors.h"
#include "engine/inspect/inspect.h"
#include "engine/machine.h"
#include "engine/operations.h"
#include "engine/page/page.h"
#include "engine/process_events.h"
#include "engine/promise.h"
#include "engine/uncaught_report.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {

namespace {

constexpr int kUncaughtExitCode = 1;
constexpr int kHandlerFailedExitCode = 7;

// The error as one line, for `ending.error`.
std::string summary(Machine& machine, Value error) {
  try {
    if (!error.is_object()) return machine.to_utf8(error);
    const std::string text = machine.to_utf8(machine.invoke(error, "toString"));
    return text;
  } catch (const Throw&) {
    return "an error that cannot be shown";
  }
}

}  // namespace

// Bun's VirtualMachine.unhandled_error_counter: the loop comes to its end.
void Machine::end_soon(trace::EndingKind kind, Value error) {
  write(trace::Stream::err, uncaught_report(*this, error, std::nullopt));
  if (std::exchange(ends_soon_, true)) return;
  ending_.kind = kind;
  ending_.error = summary(*this, error);
  ending_.exit_code = kUncaughtExitCode;
}

bool Machine::keep_main_exception(Value error, bool from_rejection) {
  switch (policy_.main_exception) {
    case scheduler::MainException::at_once:
      return false;
    case scheduler::MainException::after_first_turn:
      main_exception_ = {true, from_rejection, error};
      return true;
    case scheduler::MainException::after_first_timer:
      if (scheduler_->current_phase() != trace::Phase::main) return false;
      if (has_process_listeners(*this, "uncaughtException")) {
        if (from_rejection) main_exception_ = {true, from_rejection, error};
        return from_rejection;
      }
      end_soon(from_rejection ? trace::EndingKind::unhandled_rejection : trace::EndingKind::uncaught, error);
      ended_ = true;
      scheduler_->callback_failed();
      return true;
  }
  return false;
}

scheduler::Host::RejectionResult Machine::take_main_exception() {
  main_exception_.waits = false;
  main_program_failed_ = true;
  const scheduler::JobResult result = report_uncaught(main_exception_.error, main_exception_.from_rejection);
  main_program_failed_ = false;
  return {true, result};
}

// triggerUncaughtException, with process._fatalException
scheduler::JobResult Machine::report_uncaught(Value error, bool from_rejection) {
  bool handler_failed = false;
  try {
    if (policy_.uncaught_exception == scheduler::UncaughtException::is_reported) {
      const bool is_last_thrown = thrown_.value.same_bits(error) && thrown_.at.known();
      support::SourcePosition at = position_of_error(*this, error);
      if (!is_native_error(error) && is_last_thrown) at = thrown_.at;
      if (!report_to_window(*this, error, at, "Uncaught " + summary(*this, error))) write_uncaught("", error);
      return scheduler::JobResult::done;
    }
    scheduler_->callback_failed();
    const Value kind = string(from_rejection ? "unhandledRejection" : "uncaughtException");
    constexpr scheduler::Feature kMonitor{scheduler::FeatureKind::member, "monitor", {13, 7}, {12, 17}};
    if (scheduler::has_feature(policy_, kMonitor))
      emit_process_event(*this, "uncaughtExceptionMonitor", {error, kind});
    if (has_process_listeners(*this, "uncaughtException")) {
      try {
        constexpr scheduler::Feature kOrigin{scheduler::FeatureKind::member, "origin", {12, 0}, {10, 17}};
        const Value origin = scheduler::has_feature(policy_, kOrigin) ? kind : Value::undefined();
        emit_process_event(*this, "uncaughtException", {error, origin});
        return after_exception();
      } catch (const Throw& thrown) {
        handler_failed = true;
        const bool ends_silently =
            policy_.uncaught_exception == scheduler::UncaughtException::ends_process_silently;
        ending_.exit_code = ends_silently ? kUncaughtExitCode : kHandlerFailedExitCode;
        error = thrown.value;
      }
    }
    const bool ends_later = policy_.uncaught_exception == scheduler::UncaughtException::ends_after_turn;
    if (ends_later && !handler_failed && !main_program_failed_ && !process.exiting) {
      end_soon(trace::EndingKind::uncaught, error);
      process.exit_code = kUncaughtExitCode;
      return after_exception();
    }
    return end_by_exception(error, from_rejection, handler_failed);
  } catch (const Throw&) {
    // Nothing that was asked of the error may stop its report: the process ends all the same.
  } catch (const Halt&) {
    // A listener called process.exit(), or ran into a limit: ending_ says so.
  }
  return scheduler::JobResult::stop;
}

// The end of the process, whatever listens to 'uncaughtException'. handler_failed: such a listener has thrown
// the error.
scheduler::JobResult Machine::end_by_exception(Value error, bool from_rejection, bool handler_failed) {
  try {
    ending_.kind = from_rejection ? trace::EndingKind::unhandled_rejection : trace::EndingKind::uncaught;
    ending_.error = summary(*this, error);
    ending_.exit_code = std::max(ending_.exit_code, kUncaughtExitCode);
    ended_ = true;
    // queueMicrotask catches what its callback throws, and reports it as an error without a place of
    // throwing.
    const bool thrown_here = !from_rejection && scheduler_->current_queue() != trace::Queue::microtask &&
                             thrown_.value.same_bits(error) && thrown_.at.known();
    write(trace::Stream::err,
          uncaught_report(*this, error, thrown_here ? std::optional(thrown_.at) : std::nullopt));
    const int code = ending_.exit_code;
    process.exit_code = code;
    const bool was_exiting = std::exchange(process.exiting, true);
    // Where a listener of 'uncaughtException' has thrown, Node leaves at once.
    const bool silent =
        policy_.uncaught_exception == scheduler::UncaughtException::ends_process_silently ||
        (handler_failed && policy_.uncaught_exception == scheduler::UncaughtException::ends_process);
    if (!silent && !was_exiting) emit_process_event(*this, "exit", {Value(code)});
    if (process.exit_code) ending_.exit_code = *process.exit_code;
  } catch (const Throw&) {
    // A listener of 'exit' threw: the process ends all the same.
  } catch (const Halt&) {
    // It called process.exit(), or ran into a limit: ending_ says so.
  }
  return scheduler::JobResult::stop;
}

void Machine::write_uncaught(std::string_view where, Value error) {
  write(trace::Stream::err,
        fmt::format("Uncaught {}{}\n", where, support::utf8_from_utf16(description_of(*this, error))));
}

// The process goes on, for the time being.
scheduler::JobResult Machine::after_exception() const {
  switch (policy_.interrupted_drain) {
    case scheduler::InterruptedDrain::waits_for_callback:
      return scheduler::JobResult::threw;
    case scheduler::InterruptedDrain::goes_on:
      return scheduler::JobResult::done;
  }
  return scheduler::JobResult::done;
}

void Machine::fail_module(Value error) {
  if (keep_main_exception(error, true)) return;
  // Node's entry point awaits the evaluation: its failure is reported as an unhandled rejection is.
  if (report_uncaught(error, true) == scheduler::JobResult::stop) throw Halt{};
}

void Machine::exit_process(std::optional<int> asked) {
  const int code = asked.value_or(process.exit_code.value_or(0));
  if (asked.has_value() || policy_.family == scheduler::Family::deno) process.exit_code = code;
  if (!process.exiting) {
    process.exiting = true;
    ending_.kind = trace::EndingKind::exited;
    ending_.exit_code = code;
    ended_ = true;
    emit_process_event(*this, "exit", {Value(code)});
    if (process.exit_code) ending_.exit_code = *process.exit_code;
  } else {
    ending_.exit_code = code;
  }
  throw Halt{};
}

scheduler::Host::EmptyResult Machine::loop_empty() {
  EmptyResult outcome;
  time.reset();
  try {
    outcome.ran = emit_process_event(*this, "beforeExit", {Value(process.exit_code.value_or(0))});
  } catch (const Throw& thrown) {
    outcome.ran = true;
    outcome.result = report_uncaught(thrown.value, false);
  } catch (const Halt&) {
    outcome.result = scheduler::JobResult::stop;
  }
  return outcome;
}

// The end of a program that nothing kept alive. told: what listeners are given where the program has set no
// code; seen: what they then find in process.exitCode.
void Machine::emit_exit(int told, std::optional<int> seen) {
  const int code = process.exit_code.value_or(told);
  if (!process.exit_code) process.exit_code = seen;
  ending_.exit_code = code;
  process.exiting = true;
  try {
    emit_process_event(*this, "exit", {Value(code)});
    if (policy_.exit_drain == scheduler::ExitDrain::runs) scheduler_->drain_microtasks();
  } catch (const Throw& thrown) {
    process.exit_code.reset();
    report_uncaught(thrown.value, false);
    return;
  }
  if (process.exit_code) ending_.exit_code = *process.exit_code;
}

}  // namespace asyncq::engine
