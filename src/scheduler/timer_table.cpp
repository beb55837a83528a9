#include "scheduler/timer_table.h"

#include <cmath>

namespace asyncq::scheduler {

TimerDelay timer_delay(double delay_ms, const Policy& policy) {
  constexpr double kGreatest = 2147483647.0;
  if (!(delay_ms >= 1.0 && delay_ms <= kGreatest)) {
    return policy.zero_delay == ZeroDelay::stays_zero ? TimerDelay{0, 0} : TimerDelay{};
  }
  const double whole = std::floor(delay_ms);
  switch (policy.delay_fraction) {
    case DelayFraction::cut_off:
      break;
    case DelayFraction::kept:
      return {delay_ms, static_cast<std::int32_t>(std::ceil(delay_ms))};
  }
  return {whole, static_cast<std::int32_t>(whole)};
}

TimerDelay nested_delay(TimerDelay delay, std::uint32_t level, NestedDelay rule) {
  constexpr std::uint32_t kFreeLevels = 5;
  constexpr std::int32_t kLeastMs = 4;
  const bool clamps = rule == NestedDelay::clamped && level > kFreeLevels && delay.duration_ms < kLeastMs;
  return clamps ? TimerDelay{kLeastMs, kLeastMs} : delay;
}

// --- timers ----------------------------------------------------------------------------------------------

std::uint32_t TimerTable::add(const Job& job, const TimerDelay& delay, bool repeat, const Reading& start) {
  const std::uint32_t slot = timers_.allocate();
  Timer& timer = timers_[slot];
  timer.job = job;
  timer.list_key = delay.list_key;
  timer.duration_ms = delay.duration_ms;
  timer.repeat = repeat;
  reinsert(slot, start);
  return slot;
}

void TimerTable::reinsert(std::uint32_t slot, const Reading& start) {
  const std::uint32_t list = list_for({timers_[slot].list_key, timers_[slot].duration_ms}, start);
  const std::uint32_t old_list = timers_[slot].list;
  if (old_list != kNoSlot) unlink(slot);
  timers_[slot].start = start;
  link(slot, list);
  // Node's insert() leaves the list that a timer moved out of in the queue, empty or not; with one list a
  // duration that is the list it moves into.
  if (old_list != kNoSlot && old_list != list) drop_if_empty(old_list);
}

void TimerTable::begin_callback(std::uint32_t slot) {
  unlink(slot);
  timers_[slot].running = true;
}

void TimerTable::end_callback(std::uint32_t slot) {
  timers_[slot].running = false;
  if (timers_[slot].list == kNoSlot) timers_.release(slot);
}

void TimerTable::clear(std::uint32_t slot) {
  Timer& timer = timers_[slot];
  const std::uint32_t list = timer.list;
  if (list != kNoSlot) {
    unlink(slot);
    drop_if_empty(list);
  }
  if (timer.running) {
    timer.cleared = true;
  } else {
    timers_.release(slot);
  }
}

void TimerTable::set_ref(std::uint32_t slot, bool ref) {
  Timer& timer = timers_[slot];
  if (timer.list != kNoSlot && timer.ref != ref) references_ += ref ? std::size_t{1} : ~std::size_t{0};
  timer.ref = ref;
}

void TimerTable::link(std::uint32_t slot, std::uint32_t list_slot) {
  Timer& timer = timers_[slot];
  TimerList& list = lists_[list_slot];
  timer.list = list_slot;
  timer.previous = list.last;
  timer.next = kNoSlot;
  (list.last == kNoSlot ? list.first : timers_[list.last].next) = slot;
  list.last = slot;
  ++waiting_;
  if (timer.ref) ++references_;
}

void TimerTable::unlink(std::uint32_t slot) {
  Timer& timer = timers_[slot];
  TimerList& list = lists_[timer.list];
  (timer.previous == kNoSlot ? list.first : timers_[timer.previous].next) = timer.next;
  (timer.next == kNoSlot ? list.last : timers_[timer.next].previous) = timer.previous;
  timer.list = kNoSlot;
  --waiting_;
  if (timer.ref) --references_;
}

// --- lists -----------------------------------------------------------------------------------------------

std::uint32_t TimerTable::list_for(const TimerDelay& delay, const Reading& start) {
  const bool shared = order_ == TimerOrder::duration_lists;
  if (shared) {
    const auto found = list_of_key_.find(delay.list_key);
    if (found != list_of_key_.end()) return found->second;
  }
  const std::uint32_t slot = lists_.allocate();
  TimerList& list = lists_[slot];
  list.start = start;
  list.key = delay.list_key;
  list.duration_ms = delay.duration_ms;
  list.id = ++last_list_id_;
  if (!shared && joins_row(slot, delay.list_key)) {
    std::uint32_t& last = list_of_key_.at(delay.list_key);
    lists_[slot].behind = last;
    lists_[last].follower = slot;
    last = slot;
    return slot;
  }
  enqueue(slot);
  list_of_key_.emplace(delay.list_key, slot);
  return slot;
}

void TimerTable::enqueue(std::uint32_t slot) {
  queue_.push_back(slot);
  lists_[slot].queue_position = static_cast<std::uint32_t>(queue_.size() - 1);
  sift_up(queue_.size() - 1);
}

// An interval may count from a moment before the last timer's start: then it waits by itself.
bool TimerTable::joins_row(std::uint32_t slot, double key) const {
  const auto last = list_of_key_.find(key);
  if (last == list_of_key_.end()) return false;
  const Reading& earlier = lists_[last->second].start;
  const Reading& later = lists_[slot].start;
  return lists_[last->second].duration_ms == lists_[slot].duration_ms && earlier.order <= later.order &&
         earlier.nominal_us <= later.nominal_us && earlier.program_us <= later.program_us;
}

void TimerTable::leave_row(std::uint32_t slot) {
  TimerList& list = lists_[slot];
  const auto last = list_of_key_.find(list.key);
  if (last != list_of_key_.end() && last->second == slot) {
    if (list.behind == kNoSlot) {
      list_of_key_.erase(last);
    } else {
      last->second = list.behind;
    }
  }
  if (list.behind != kNoSlot) lists_[list.behind].follower = list.follower;
  if (list.follower != kNoSlot) {
    lists_[list.follower].behind = list.behind;
    if (list.behind == kNoSlot) enqueue(list.follower);
  }
  lists_[slot].behind = lists_[slot].follower = kNoSlot;
}

void TimerTable::begin_list(std::uint32_t slot) {
  lists_[slot].running = true;
}

void TimerTable::end_list(std::uint32_t slot) {
  lists_[slot].running = false;
  if (!lists_[slot].waits()) {
    lists_.release(slot);
  } else if (lists_[slot].first == kNoSlot) {
    remove_from_queue(slot);
    lists_.release(slot);
  }
}

void TimerTable::rearm(std::uint32_t slot, const Reading& start, std::int32_t duration_ms) {
  if (lists_[slot].follower != kNoSlot) leave_row(slot);  // it may come behind those that followed
  TimerList& list = lists_[slot];
  list.start = start;
  list.duration_ms = duration_ms;
  list.id = ++last_list_id_;
  sift_up(list.queue_position);
  sift_down(list.queue_position);
}

// unenroll(): a list that a clear has emptied goes at once, also while its timers run; a later timer of the
// same duration makes a new one.
void TimerTable::drop_if_empty(std::uint32_t slot) {
  if (lists_[slot].first != kNoSlot || !lists_[slot].waits()) return;
  remove_from_queue(slot);
  if (!lists_[slot].running) lists_.release(slot);
}

void TimerTable::remove_from_queue(std::uint32_t slot) {
  if (lists_[slot].queue_position != kNoSlot) {
    const std::size_t position = lists_[slot].queue_position;
    const std::uint32_t moved = queue_.back();
    queue_.pop_back();
    if (moved != slot) {
      place(moved, position);
      sift_up(position);
      sift_down(lists_[moved].queue_position);
    }
    lists_[slot].queue_position = kNoSlot;
  }
  leave_row(slot);
}

// --- the queue of lists ----------------------------------------------------------------------------------

bool TimerTable::before(std::uint32_t a, std::uint32_t b) const {
  const std::int64_t expiry_a = lists_[a].nominal_expiry_ms();
  const std::int64_t expiry_b = lists_[b].nominal_expiry_ms();
  return expiry_a != expiry_b ? expiry_a < expiry_b : lists_[a].id < lists_[b].id;
}

void TimerTable::place(std::uint32_t list, std::size_t position) {
  queue_[position] = list;
  lists_[list].queue_position = static_cast<std::uint32_t>(position);
}

void TimerTable::sift_up(std::size_t position) {
  const std::uint32_t list = queue_[position];
  while (position > 0) {
    const std::size_t parent = (position - 1) / 2;
    if (!before(list, queue_[parent])) break;
    place(queue_[parent], position);
    position = parent;
  }
  place(list, position);
}

void TimerTable::sift_down(std::size_t position) {
  const std::uint32_t list = queue_[position];
  for (;;) {
    std::size_t child = position * 2 + 1;
    if (child >= queue_.size()) break;
    if (child + 1 < queue_.size() && before(queue_[child + 1], queue_[child])) ++child;
    if (!before(queue_[child], list)) break;
    place(queue_[child], position);
    position = child;
  }
  place(list, position);
}

void TimerTable::lists_until(std::int64_t nominal_ms, std::size_t limit,
                             std::vector<std::uint32_t>& out) const {
  out.clear();
  const auto take = [&](std::size_t position) {
    if (position >= queue_.size() || out.size() >= limit) return;
    if (lists_[queue_[position]].nominal_expiry_ms() <= nominal_ms) out.push_back(queue_[position]);
  };
  take(0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t position = lists_[out[i]].queue_position;
    take(position * 2 + 1);
    take(position * 2 + 2);
  }
}

std::size_t TimerTable::bytes_used() const {
  constexpr std::size_t kMapNode = 4 * sizeof(void*);
  return timers_.bytes_used() + lists_.bytes_used() + queue_.capacity() * sizeof(std::uint32_t) +
         list_of_key_.size() * kMapNode + list_of_key_.bucket_count() * sizeof(void*);
}

void TimerTable::visit(JobVisitor& visitor) const {
  timers_.each([&](const Timer& timer) { visitor.visit(timer.job); });
}

}  // namespace asyncq::scheduler
