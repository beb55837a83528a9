#pragma once
// A first-in first-out queue of jobs in one block of memory: no allocation for a job, and what a burst took
// is given back when the burst is over.

#include <bit>
#include <cstddef>
#include <memory>

#include "scheduler/job.h"

namespace asyncq::scheduler {

class JobQueue {
 public:
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes_used() const { return capacity_ * sizeof(Job); }

  void push(const Job& job) {
    if (size_ == capacity_) resize(capacity_ == 0 ? kFirstCapacity : capacity_ * 2);
    slots_[(head_ + size_) & (capacity_ - 1)] = job;
    ++size_;
  }

  // The queue must not be empty.
  [[nodiscard]] const Job& front() const { return slots_[head_]; }
  Job pop() {
    const Job job = slots_[head_];
    head_ = (head_ + 1) & (capacity_ - 1);
    if (--size_ == 0 && capacity_ > kKeptCapacity) resize(kKeptCapacity);
    return job;
  }

  void visit(JobVisitor& visitor) const {
    for (std::size_t i = 0; i < size_; ++i) visitor.visit(slots_[(head_ + i) & (capacity_ - 1)]);
  }

 private:
  static constexpr std::size_t kFirstCapacity = 64;
  static constexpr std::size_t kKeptCapacity = 4096;  // survives an empty queue
  static_assert(std::has_single_bit(kFirstCapacity) && std::has_single_bit(kKeptCapacity));

  void resize(std::size_t capacity);  // a power of two, at least size_

  std::unique_ptr<Job[]> slots_;
  std::size_t capacity_ = 0;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

}  // namespace asyncq::scheduler
