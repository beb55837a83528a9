#pragma once
// Operations in progress outside the program (a file being read), in the order in which they complete,
// nominally: each after its usual latency.

#include <cstdint>
#include <vector>

#include "scheduler/job.h"
#include "scheduler/time_model.h"

namespace asyncq::scheduler {

struct Operation {
  Job job;
  Reading start;
  std::int64_t least_us = 0;  // latency
  std::int64_t most_us = 0;   // kUnbounded: unknown
  std::int64_t usual_us = 0;  // what it is nominally
  std::uint64_t number = 0;   // in the order in which they were started

  [[nodiscard]] std::int64_t nominal_us() const { return start.nominal_us + usual_us; }
};

class OperationTable {
 public:
  // usual_ms below least_ms: it is the least.
  void add(const Job& job, const Reading& start, double least_ms, double most_ms, double usual_ms);
  [[nodiscard]] Operation take(std::size_t index);

  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] const Operation& at(std::size_t index) const { return heap_[index]; }
  // The first, nominally, is at index 0. The indices of those that complete, nominally, until a moment: at
  // most `limit`, in no order.
  void until(std::int64_t nominal_us, std::size_t limit, std::vector<std::size_t>& out) const;

  [[nodiscard]] std::size_t bytes_used() const { return heap_.capacity() * sizeof(Operation); }
  void visit(JobVisitor& visitor) const;
  void hash_state(LoopHash& hash) const;  // scheduler/state_hash.h

 private:
  std::vector<Operation> heap_;
  std::uint64_t last_number_ = 0;
};

}  // namespace asyncq::scheduler
