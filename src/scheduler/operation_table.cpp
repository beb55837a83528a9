#include "scheduler/operation_table.h"

#include <algorithm>
#include <utility>

namespace asyncq::scheduler {

namespace {

bool earlier(const Operation& a, const Operation& b) {
  return a.nominal_us() != b.nominal_us() ? a.nominal_us() < b.nominal_us() : a.number < b.number;
}

// Not a number, negative: 0. Beyond what is modelled: unbounded.
std::int64_t microseconds(double milliseconds) {
  if (!(milliseconds > 0)) return 0;
  if (milliseconds >= static_cast<double>(kUnbounded) / 1000) return kUnbounded;
  return static_cast<std::int64_t>(milliseconds * 1000);
}

}  // namespace

void OperationTable::add(const Job& job, const Reading& start, double least_ms, double most_ms,
                         double usual_ms) {
  Operation operation{job,
                      start,
                      microseconds(least_ms),
                      microseconds(most_ms),
                      std::max(microseconds(least_ms), microseconds(usual_ms)),
                      ++last_number_};
  operation.most_us = std::max(operation.most_us, operation.least_us);
  std::size_t at = heap_.size();
  heap_.push_back(operation);
  while (at > 0 && earlier(heap_[at], heap_[(at - 1) / 2])) {
    std::swap(heap_[at], heap_[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
}

Operation OperationTable::take(std::size_t index) {
  const Operation taken = heap_[index];
  heap_[index] = heap_.back();
  heap_.pop_back();
  std::size_t at = index;
  while (at < heap_.size() && at > 0 && earlier(heap_[at], heap_[(at - 1) / 2])) {
    std::swap(heap_[at], heap_[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  for (;;) {
    std::size_t child = at * 2 + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && earlier(heap_[child + 1], heap_[child])) ++child;
    if (!earlier(heap_[child], heap_[at])) break;
    std::swap(heap_[at], heap_[child]);
    at = child;
  }
  return taken;
}

void OperationTable::until(std::int64_t nominal_us, std::size_t limit, std::vector<std::size_t>& out) const {
  out.clear();
  const auto look = [&](std::size_t index) {
    if (index < heap_.size() && out.size() < limit && heap_[index].nominal_us() <= nominal_us) {
      out.push_back(index);
    }
  };
  look(0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t index = out[i];
    look(index * 2 + 1);
    look(index * 2 + 2);
  }
}

void OperationTable::visit(JobVisitor& visitor) const {
  for (const Operation& operation : heap_) visitor.visit(operation.job);
}

}  // namespace asyncq::scheduler
