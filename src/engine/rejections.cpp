// Rejections that nobody handles, and those that somebody handles late. Models
// lib/internal/process/promises.js of Node.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/builtins/node_error.h"
#include "engine/errors.h"
#include "engine/machine.h"
#include "engine/operations.h"
#include "engine/page/page.h"
#include "engine/process_events.h"
#include "engine/promise.h"
#include "scheduler/features.h"

namespace asyncq::engine {

namespace {

// [lib/internal/process/promises.js, emitUnhandledRejectionWarning; Node 8 to 14]
void warn_of_rejection(Machine& machine, Value reason, std::uint64_t number, bool first) {
  constexpr std::string_view kName = "UnhandledPromiseRejectionWarning";
  const std::string shown = is_native_error(reason) ? machine.to_utf8(machine.get(reason, "stack"))
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
  if (emit_process_event(machine, "rejectionHandled", {promise})) return;
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
  std::size_t left = 0;
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
    for (left = pending_rejections_.size(); left > 0 && !pending_rejections_.empty(); --left) {
      if (until_empty) left = pending_rejections_.size();
      outcome.ran = true;
      Promise* promise = take(pending_rejections_);
      reported_rejections_.insert(promise);
      note(trace::EventKind::rejected_unhandled, promise);
      if (emit_process_event(*this, "unhandledRejection", {promise->result(), Value(promise)})) continue;
      outcome.result = end_by_rejection(promise);
      if (outcome.result == scheduler::JobResult::stop) return outcome;
    }
    outcome.ran = outcome.ran || !pending_rejections_.empty();
    if (!outcome.ran && main_exception_.waits) return take_main_exception();
  } catch (const Throw& thrown) {
    outcome.result = rejection_listener_failed(thrown.value, left > 0 ? left - 1 : 0);
  } catch (const Halt&) {
    outcome.result = scheduler::JobResult::stop;
  }
  return outcome;
}

// A listener of 'unhandledRejection' has thrown, or one of 'rejectionHandled'; `untold`: how many rejections
// were to be told after this one.
scheduler::JobResult Machine::rejection_listener_failed(Value error, std::size_t untold) {
  switch (policy_.rejection_listener_error) {
    case scheduler::RejectionListenerError::rest_waits:
      break;
    case scheduler::RejectionListenerError::rest_is_forgotten: {
      const auto begin = pending_rejections_.begin();
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(untold, pending_rejections_.size()));
      for (auto promise = begin; promise != end; ++promise) rejection_numbers_.erase(*promise);
      pending_rejections_.erase(begin, end);
      break;
    }
    case scheduler::RejectionListenerError::ends_process:
      return end_by_exception(error, /*from_rejection=*/true);
  }
  return report_uncaught(error, false);
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

}  // namespace asyncq::engine
