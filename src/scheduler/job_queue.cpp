#include "scheduler/job_queue.h"

namespace asyncq::scheduler {

void JobQueue::resize(std::size_t capacity) {
  auto slots = std::make_unique_for_overwrite<Job[]>(capacity);
  for (std::size_t i = 0; i < size_; ++i) slots[i] = slots_[(head_ + i) & (capacity_ - 1)];
  slots_ = std::move(slots);
  capacity_ = capacity;
  head_ = 0;
}

}  // namespace asyncq::scheduler
