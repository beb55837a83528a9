#pragma once
// The phases of the event loop and the choices in them.
//
// Models libuv's uv_run in default mode (1.45 and later: timers once before the loop, then poll, check,
// closing handles, timers) and Node's callbacks into it: Environment::RunTimers, processTimers,
// listOnTimeout, CheckImmediate, processImmediate, InternalCallbackScope (the drain after a callback),
// SpinEventLoop.

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "scheduler/chooser.h"
#include "scheduler/loop_state.h"
#include "scheduler/policy.h"
#include "scheduler/race.h"

namespace asyncq::scheduler {

class EventLoop {
 public:
  // All outlive the loop.
  EventLoop(const Policy& policy, Host& host, Chooser& chooser, LoopState& state)
      : policy_(policy),
        host_(host),
        chooser_(chooser),
        state_(state),
        racers_(state.clock, state.timers, state.operations) {}

  // The main program, then the loop until nothing keeps it alive. False: the host stopped it.
  bool run(const Job& main);

  [[nodiscard]] bool met_choice() const { return met_choice_; }
  [[nodiscard]] bool blocked_for_ever() const { return blocked_for_ever_; }
  // scheduler/state_hash.h. False: not known for a loop of tasks.
  [[nodiscard]] bool hash_state(LoopHash& hash) const;

 private:
  // Where in the loop a choice is made, and with what in hand.
  enum class Place : std::uint8_t { sleep, completed, timer_handle, due_list, timer };
  enum class Rivals : std::uint8_t { all, operations };

  JobResult run_main(const Job& main);
  JobResult run_last_timer();
  JobResult finish_drain();
  [[nodiscard]] bool runs_tasks() const;
  bool run_phases();
  JobResult turn_until_dead();
  JobResult turns_of_phases();
  [[nodiscard]] bool alive() const;

  // turns that begin with input
  JobResult turns_of_input();
  [[nodiscard]] bool goes_on() const;
  JobResult take_input();
  JobResult run_all_immediates();
  JobResult wait_for_input();
  JobResult run_due_timers();

  // a loop of tasks
  JobResult run_tasks();
  [[nodiscard]] bool wakeup_is_next();
  JobResult run_wakeup();
  [[nodiscard]] bool timer_is_overdue();
  JobResult wait_for_task();
  JobResult run_task();
  JobResult run_timer_task(std::uint64_t id);
  JobResult run_frame(const Racer& racer);
  void take_up_timers(const Reading& boundary, std::size_t tasks_before);
  void take_up(std::uint32_t list, std::size_t position);

  // timers phase
  JobResult timers_phase();
  JobResult process_timers(Reading now);
  JobResult list_on_timeout(std::uint32_t list, const Reading& now);
  void rearm(std::uint32_t list);
  [[nodiscard]] bool lists_are_handles() const;
  JobResult run_timer(std::uint32_t timer);
  [[nodiscard]] std::optional<Reading> interval_start(const Timer& timer);
  void repeat_timer(std::uint32_t timer, const std::optional<Reading>& start);
  [[nodiscard]] Answer timer_handle(const Reading& now) const;
  [[nodiscard]] bool timer_handle_due(const Racer& first, const Reading& now);
  [[nodiscard]] bool any_list_may_be_due(const Reading& now) const;
  [[nodiscard]] std::uint32_t choose_due_list(const Reading& now);
  [[nodiscard]] bool decide_due(const Racer& timer, const Reading& now, Rivals rivals, Place place);
  [[nodiscard]] bool may_be_put_off(const Racer& timer, const Reading& now, Rivals rivals, Contender& rival);
  [[nodiscard]] bool may_be_brought_forward(const Racer& timer, const Reading& now, Place place,
                                            Contender& rival);
  void settle_order(const Racer& first, const Racer& second);
  [[nodiscard]] JobResult drain_between_callbacks();

  // poll, check and close phases
  JobResult poll_phase();
  JobResult sleep();
  std::optional<Racer> sleep_until_first();
  void wake_for(const Racer& first, const std::vector<Racer>& racers, const Reading& asleep);
  JobResult deliver_completed();
  JobResult deliver_completed(const Reading& now, Reading later);
  [[nodiscard]] std::optional<Racer> next_completed(const Reading& now, const Reading& later);
  JobResult deliver(const Racer& racer);
  void forget_what_nothing_waits_for(const Reading& now);
  JobResult run_wakeups();
  JobResult check_phase();
  JobResult close_phase();

  [[nodiscard]] bool runs_after_poll(Contender& rival) const;
  [[nodiscard]] bool timer_comes_next(const Reading& now, const std::vector<Racer>& operations,
                                      Contender& rival) const;
  void pass_time_when_spinning();

  void enter(trace::Phase phase);
  JobResult run_callback(const Job& job, trace::Queue queue);
  JobResult run_callback_and_drain(const Job& job, trace::Queue queue);

  // Asks the chooser when there is more than one alternative.
  std::uint32_t choose(trace::ChoiceKind kind, std::span<const Contender> contenders);
  std::uint32_t choose_racer(trace::ChoiceKind kind, const std::vector<Racer>& racers);

  const Policy& policy_;
  Host& host_;
  Chooser& chooser_;
  LoopState& state_;
  Racers racers_;
  struct {
    Place place = Place::sleep;
    std::uint64_t about = 0;  // the key of the timer that is decided on
    Reading now;
  } asks_;
  std::optional<Reading> last_pass_ended_;  // the timer handle fires again 1 ms later at the earliest
  bool phase_noted_ = false;
  bool met_choice_ = false;
  bool blocked_for_ever_ = false;
  std::uint64_t turns_awake_ = 0;  // loop iterations since the clock moved
  std::int64_t clock_seen_us_ = 0;
};

}  // namespace asyncq::scheduler
