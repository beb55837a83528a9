// How a program ends: uncaught exceptions, unhandled rejections, process.exit(), the events around them.
// Models lib/internal/process/promises.js and lib/internal/process/execution.js of Node.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/builtins/node_error.h"
#include "engine/errors.h"
#include "engine/inspect/inspect.h"
#include "engine/machine.h"
#include "engine/operations.h"
#include "engine/page/page.h"
#include "engine/promise.h"
#include "engine/script_wrapper.h"
#include "scheduler/features.h"
#include "support/text.h"

namespace asyncq::engine {

namespace {

constexpr int kUncaughtExitCode = 1;
constexpr int kHandlerFailedExitCode = 7;

bool is_error(Value value) {
  return value.is_object() && value.as_object()->kind() == CellKind::error;
}

// Calls the listeners of a process event; false when there are none.
bool emit(Machine& machine, std::string_view event, std::initializer_list<Value> arguments) {
  Object* process = machine.process.object;
  if (process == nullptr || !is_callable(process->get(machine, "emit"))) return false;
  std::vector<Value> all{machine.string(event)};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return machine.to_boolean(machine.call(process->get(machine, "emit"), Value(process), all));
}

bool has_listeners(Machine& machine, std::string_view event) {
  Object* process = machine.process.object;
  if (process == nullptr || !is_callable(process->get(machine, "listenerCount"))) return false;
  return machine.to_number(machine.invoke(Value(process), "listenerCount", {machine.string(event)})) > 0;
}

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

// What Node prints of an error that ends the process. In place of a version that no puzzle depends on: the
// line's.
std::string report(Machine& machine, Value error, const support::SourceFilePtr& file,
                   support::SourcePosition at) {
  const scheduler::Policy& policy = machine.policy();
  std::string out;
  const bool has_stack = is_error(error);
  const bool wrapped = at.line == 1 && wraps_first_line(policy);
  const std::string_view wrapper = wrapped ? kScriptWrapper : std::string_view();
  if (file && at.known()) {
    out += fmt::format("{}{}:{}\n{}\n{}^\n{}", has_stack ? "" : "\n", file->name(), at.line,
                       std::string(wrapper) + std::string(file->line(at.line)),
                       std::string(wrapper.size() + (at.column > 0 ? at.column - 1 : 0), ' '),
                       has_stack ? "\n" : "");
  }
  const bool as_string = !error.is_object() || (!has_stack && scheduler::is_node_before(policy, 12));
  std::string text = error.is_symbol() ? "" : as_string ? machine.to_utf8(error) : inspect(machine, error);
  // Its frames are Node's own, and left out; without any an error stands in brackets. Node 18 takes none.
  constexpr std::string_view kRejection = "[UnhandledPromiseRejection: ";
  const std::size_t bracket = text.rfind("] {\n  code: 'ERR_UNHANDLED_REJECTION'");
  const bool has_frames = !scheduler::is_node_before(policy, 20);
  if (has_frames && text.starts_with(kRejection) && bracket != std::string::npos) {
    text.erase(bracket, 1);
    text.erase(0, 1);
  }
  out += text;
  out += '\n';
  if (!error.is_object() && !scheduler::is_node_before(policy, 12))
    out += "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n";
  if (scheduler::is_node_before(policy, 17)) return out;
  const unsigned major = policy.family == scheduler::Family::node ? policy.release.major : 24;
  return out + fmt::format("\nNode.js v{}\n", major);
}

// [lib/internal/process/promises.js, emitUnhandledRejectionWarning; Node 8 to 14]
void warn_of_rejection(Machine& machine, Value reason, std::uint64_t number, bool first) {
  constexpr std::string_view kName = "UnhandledPromiseRejectionWarning";
  const std::string shown = is_error(reason) ? machine.to_utf8(machine.get(reason, "stack"))
                            : reason.is_object() || reason.is_symbol() ? describe(machine, reason)
                                                                       : machine.to_utf8(reason);
  emit_warning(machine, kName, shown);
  const std::string_view advice =
      scheduler::is_node_before(machine.policy(), 12)
          ? ""
          : "To terminate the node process on unhandled promise rejection, use the CLI flag "
            "`--unhandled-rejections=strict` (see "
            "https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ";
  emit_warning(
      machine, kName,
      fmt::format("Unhandled promise rejection. This error originated either by throwing inside of an async "
                  "function without a catch block, or by rejecting a promise which was not handled with "
                  ".catch(). {}(rejection id: {})",
                  advice, number));
  if (!first) return;
  emit_warning(
      machine, "DeprecationWarning",
      "Unhandled promise rejections are deprecated. In the future, promise rejections that are not handled "
      "will terminate the Node.js process with a non-zero exit code.",
      "DEP0018");
}

void tell_of_late_handling(Machine& machine, Value promise, std::uint64_t number) {
  if (emit(machine, "rejectionHandled", {promise})) return;
  emit_warning(machine, "PromiseRejectionHandledWarning",
               fmt::format("Promise rejection was handled asynchronously (rejection id: {})", number));
}

// Node 8 tells of each as soon as the ticks before it are done [rejectionHandled].
Value late_handling_tick(Machine& machine, const Arguments& arguments) {
  tell_of_late_handling(machine, arguments[0], static_cast<std::uint64_t>(arguments[1].as_number()));
  return {};
}

}  // namespace

// HostPromiseRejectionTracker [27.2.1.9] as lib/internal/process/promises.js has it.
void Machine::track_rejection(Promise* promise, bool handled) {
  const bool only_reports = policy_.unhandled_rejection == scheduler::UnhandledRejection::report;
  if (!handled) {
    pending_rejections_.push_back(promise);
    if (policy_.rejection_tick == scheduler::RejectionTick::runs_microtasks) queue_rejection_tick();
    rejection_numbers_[promise] = ++rejections_;
    return;
  }
  const auto pending = std::find(pending_rejections_.begin(), pending_rejections_.end(), promise);
  if (pending != pending_rejections_.end()) {
    pending_rejections_.erase(pending);
    rejection_numbers_.erase(promise);
  } else if (reported_rejections_.erase(promise) > 0) {
    if (only_reports) return queue_rejection_handled(*this, promise);
    if (policy_.rejection_tick == scheduler::RejectionTick::runs_microtasks) {
      const std::array about{Value(promise), Value(static_cast<double>(rejection_numbers_[promise]))};
      rejection_numbers_.erase(promise);
      const Value notice(create_native("", 2, late_handling_tick));
      scheduler_->enqueue_tick(callback_job(notice, Value::undefined(), about));
      return;
    }
    late_handled_.push_back(promise);
  }
}

// scheduleMicrotasks
void Machine::queue_rejection_tick() {
  if (std::exchange(rejection_tick_waits_, true)) return;
  scheduler_->enqueue_tick({static_cast<std::uint32_t>(JobKind::run_microtasks), 0, {}});
}

// processPromiseRejections
scheduler::Host::RejectionResult Machine::process_rejections() {
  RejectionResult outcome;
  if (pending_rejections_.empty() && late_handled_.empty() && !main_exception_.waits) return outcome;
  const auto take = [](std::vector<Promise*>& list) {
    Promise* promise = list.front();
    list.erase(list.begin());
    return promise;
  };
  if (policy_.unhandled_rejection == scheduler::UnhandledRejection::report) {
    queue_rejection_notice(*this, pending_rejections_);
    for (const Promise* promise : pending_rejections_) rejection_numbers_.erase(promise);
    pending_rejections_.clear();
    return outcome;
  }
  try {
    while (!late_handled_.empty()) {
      outcome.ran = true;
      Promise* promise = take(late_handled_);
      const std::uint64_t number = std::exchange(rejection_numbers_[promise], 0);
      rejection_numbers_.erase(promise);
      tell_of_late_handling(*this, Value(promise), number);
    }
    // What listeners reject comes after the ticks that they queue; in Node 8 and 9 before these.
    const bool until_empty = scheduler::is_node_before(policy_, 10);
    for (std::size_t left = pending_rejections_.size(); left > 0 && !pending_rejections_.empty(); --left) {
      if (until_empty) left = pending_rejections_.size();
      outcome.ran = true;
      Promise* promise = take(pending_rejections_);
      reported_rejections_.insert(promise);
      note(trace::EventKind::rejected_unhandled, promise);
      if (emit(*this, "unhandledRejection", {promise->result(), Value(promise)})) continue;
      outcome.result = end_by_rejection(promise);
      if (outcome.result == scheduler::JobResult::stop) return outcome;
    }
    outcome.ran = outcome.ran || !pending_rejections_.empty();
    if (!outcome.ran && main_exception_.waits) return take_main_exception();
  } catch (const Throw& thrown) {
    outcome.result = report_uncaught(thrown.value, false);
  } catch (const Halt&) {
    outcome.result = scheduler::JobResult::stop;
  }
  return outcome;
}

// What becomes of a rejection that no listener took.
scheduler::JobResult Machine::end_by_rejection(Promise* promise) {
  switch (policy_.unhandled_rejection) {
    case scheduler::UnhandledRejection::raise:
      return report_uncaught(unhandled_rejection_error(*this, promise->result()), true);
    case scheduler::UnhandledRejection::warn:
      warn_of_rejection(*this, promise->result(), rejection_numbers_[promise],
                        !std::exchange(warned_of_rejection_, true));
      break;
    case scheduler::UnhandledRejection::ends_after_turn:
      end_soon(trace::EndingKind::unhandled_rejection, promise->result());
      break;
    case scheduler::UnhandledRejection::report:
      break;
  }
  return scheduler::JobResult::done;
}

// Bun's VirtualMachine.unhandled_error_counter: the loop comes to its end.
void Machine::end_soon(trace::EndingKind kind, Value error) {
  write(trace::Stream::err, report(*this, error, program_.file, position_of_error(*this, error)));
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
      if (has_listeners(*this, "uncaughtException")) return false;
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
      if (!is_error(error) && is_last_thrown) at = thrown_.at;
      if (!report_to_window(*this, error, at, "Uncaught " + summary(*this, error))) write_uncaught("", error);
      return scheduler::JobResult::done;
    }
    scheduler_->callback_failed();
    if (has_listeners(*this, "uncaughtException")) {
      try {
        constexpr scheduler::Feature kOrigin{scheduler::FeatureKind::member, "origin", {12, 0}, {10, 17}};
        const Value origin = scheduler::has_feature(policy_, kOrigin)
                                 ? string(from_rejection ? "unhandledRejection" : "uncaughtException")
                                 : Value::undefined();
        emit(*this, "uncaughtException", {error, origin});
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
    ending_.kind = from_rejection ? trace::EndingKind::unhandled_rejection : trace::EndingKind::uncaught;
    ending_.error = summary(*this, error);
    ending_.exit_code = std::max(ending_.exit_code, kUncaughtExitCode);
    ended_ = true;
    // queueMicrotask catches what its callback throws, and reports it as an error without a place of
    // throwing.
    const bool thrown_here = !from_rejection && scheduler_->current_queue() != trace::Queue::microtask &&
                             thrown_.value.same_bits(error) && thrown_.at.known();
    write(trace::Stream::err,
          report(*this, error, program_.file, thrown_here ? thrown_.at : position_of_error(*this, error)));
    const int code = ending_.exit_code;
    process.exit_code = code;
    const bool was_exiting = std::exchange(process.exiting, true);
    // Where a listener of 'uncaughtException' has thrown, Node leaves at once.
    const bool silent =
        policy_.uncaught_exception == scheduler::UncaughtException::ends_process_silently ||
        (handler_failed && policy_.uncaught_exception == scheduler::UncaughtException::ends_process);
    if (!silent && !was_exiting) emit(*this, "exit", {Value(code)});
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

void Machine::exit_process(int code) {
  if (!process.exiting) {
    process.exiting = true;
    process.exit_code = code;
    ending_.kind = trace::EndingKind::exited;
    ending_.exit_code = code;
    ended_ = true;
    emit(*this, "exit", {Value(code)});
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
    outcome.ran = emit(*this, "beforeExit", {Value(process.exit_code.value_or(0))});
  } catch (const Throw& thrown) {
    outcome.ran = true;
    outcome.result = report_uncaught(thrown.value, false);
  } catch (const Halt&) {
    outcome.result = scheduler::JobResult::stop;
  }
  return outcome;
}

// The end of a program that nothing kept alive.
void Machine::emit_exit(int code) {
  if (process.exit_code) code = *process.exit_code;
  ending_.exit_code = code;
  process.exiting = true;
  process.exit_code = code;
  try {
    emit(*this, "exit", {Value(code)});
    if (policy_.exit_drain == scheduler::ExitDrain::runs) scheduler_->drain_microtasks();
  } catch (const Throw& thrown) {
    process.exit_code.reset();
    report_uncaught(thrown.value, false);
    return;
  }
  if (process.exit_code) ending_.exit_code = *process.exit_code;
}

}  // namespace asyncq::engine
