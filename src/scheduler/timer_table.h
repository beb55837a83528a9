#pragma once
// The timers of a runtime: one list for each duration, the lists in the order in which they expire.
//
// Models Node's lib/internal/timers.js: insert, the linked lists, the priority queue of lists, unenroll. It
// keeps times as the readings they come from; who runs first is the event loop's to say.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "scheduler/job.h"
#include "scheduler/policy.h"
#include "scheduler/slot_pool.h"
#include "scheduler/time_model.h"

namespace asyncq::scheduler {

// The delay that a timer really has: what is not in [1, 2^31 - 1] counts as 1. A fraction is cut off, or
// makes a list of its own that expires in the next whole millisecond. [lib/internal/timers.js, Timeout and
// insert]
struct TimerDelay {
  double list_key = 1;  // timers of the same key share a list
  std::int32_t duration_ms = 1;
};
[[nodiscard]] TimerDelay timer_delay(double delay_ms, const Policy& policy);
// HTML, timer initialisation steps: what nesting makes of a delay.
[[nodiscard]] TimerDelay nested_delay(TimerDelay delay, std::uint32_t level, NestedDelay rule);

struct Timer {
  Job job;
  Reading start;
  double list_key = 1;
  std::int32_t duration_ms = 1;
  std::uint32_t level = 1;  // 1: not set by the callback of another timer
  bool repeat = false;
  bool ref = true;
  bool running = false;  // its callback runs: in no list
  bool cleared = false;  // while its callback ran
  std::uint32_t list = kNoSlot;
  std::uint32_t previous = kNoSlot;
  std::uint32_t next = kNoSlot;
};

struct TimerList {
  // Expires at start + duration_ms; between two that expire in the same millisecond the smaller id is first.
  Reading start;
  std::uint64_t id = 0;
  double key = 1;
  std::int32_t duration_ms = 1;
  std::uint32_t first = kNoSlot;
  std::uint32_t last = kNoSlot;
  std::uint32_t queue_position = kNoSlot;
  // Lists of one duration that have begun in order wait behind one another, and only the first of them in the
  // queue.
  std::uint32_t behind = kNoSlot;
  std::uint32_t follower = kNoSlot;
  bool running = false;  // listOnTimeout is at work on it

  // False: emptied while its timers ran.
  [[nodiscard]] bool waits() const { return queue_position != kNoSlot || behind != kNoSlot; }

  [[nodiscard]] std::int64_t nominal_expiry_ms() const { return start.nominal_ms() + duration_ms; }
};

class TimerTable {
 public:
  explicit TimerTable(TimerOrder order) : order_(order) {}

  // insert(): a new timer at the end of its list. The slot.
  std::uint32_t add(const Job& job, const TimerDelay& delay, bool repeat, const Reading& start);
  // insert() of a timer that exists, in whatever state.
  void reinsert(std::uint32_t timer, const Reading& start);
  // Takes a timer out of its list; it keeps its slot while its callback runs.
  void begin_callback(std::uint32_t timer);
  // After the callback: forgets a timer that is in no list again.
  void end_callback(std::uint32_t timer);
  void clear(std::uint32_t timer);
  void set_ref(std::uint32_t timer, bool ref);

  [[nodiscard]] std::uint32_t find(std::uint64_t id) const { return timers_.find(id); }
  [[nodiscard]] std::uint64_t id(std::uint32_t timer) const { return timers_.id(timer); }
  [[nodiscard]] Timer& timer(std::uint32_t slot) { return timers_[slot]; }
  [[nodiscard]] const Timer& timer(std::uint32_t slot) const { return timers_[slot]; }
  [[nodiscard]] const TimerList& list(std::uint32_t slot) const { return lists_[slot]; }

  // The list that expires first, nominally; kNoSlot when there is none.
  [[nodiscard]] std::uint32_t first_list() const { return queue_.empty() ? kNoSlot : queue_.front(); }
  [[nodiscard]] bool is_only_list(std::uint32_t list) const {
    return queue_.size() == 1 && queue_.front() == list;
  }
  // The lists that expire, nominally, until a moment: at most `limit`, in no order. Of those that certainly
  // follow another one, as they began later and are as long, none.
  void lists_until(std::int64_t nominal_ms, std::size_t limit, std::vector<std::uint32_t>& out) const;

  // listOnTimeout's beginning and end: between them a list keeps its slot, and its place in the queue unless
  // a clear empties it.
  void begin_list(std::uint32_t list);
  void end_list(std::uint32_t list);
  // The list waits for its first timer: expires anew, behind others of the same millisecond.
  void rearm(std::uint32_t list, const Reading& start, std::int32_t duration_ms);

  [[nodiscard]] std::size_t waiting() const { return waiting_; }        // timers in lists
  [[nodiscard]] std::size_t references() const { return references_; }  // of them, those with ref
  [[nodiscard]] std::size_t bytes_used() const;
  void visit(JobVisitor& visitor) const;
  // Calls take(reading) with the starts of lists and timers until it is false; whether it never was.
  template <typename Take>
  bool each_start(Take&& take) const {
    bool goes_on = true;
    for (const std::uint32_t list : queue_) {
      goes_on = goes_on && take(lists_[list].start);
      for (std::uint32_t slot = lists_[list].first; goes_on && slot != kNoSlot; slot = timers_[slot].next) {
        goes_on = take(timers_[slot].start);
      }
      if (!goes_on) return false;
    }
    return true;
  }
  void hash_state(LoopHash& hash) const;  // scheduler/state_hash.h

 private:
  [[nodiscard]] std::uint32_t list_for(const TimerDelay& delay, const Reading& start);
  void link(std::uint32_t timer, std::uint32_t list);
  void unlink(std::uint32_t timer);
  void drop_if_empty(std::uint32_t list);
  void remove_from_queue(std::uint32_t list);
  void enqueue(std::uint32_t list);
  [[nodiscard]] bool joins_row(std::uint32_t list, double key) const;
  void leave_row(std::uint32_t list);

  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const;
  void place(std::uint32_t list, std::size_t position);
  void sift_up(std::size_t position);
  void sift_down(std::size_t position);

  TimerOrder order_;
  SlotPool<Timer> timers_;
  SlotPool<TimerList> lists_;
  std::vector<std::uint32_t> queue_;                       // a binary heap of lists
  std::unordered_map<double, std::uint32_t> list_of_key_;  // by expiry: the last of a duration's row
  std::uint64_t last_list_id_ = 0;
  std::size_t waiting_ = 0;
  std::size_t references_ = 0;
};

}  // namespace asyncq::scheduler
