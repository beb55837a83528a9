#pragma once
// What of a loop's state can make a difference to what it does from here on, as a hash.
//
// Readings of the clock are numbered by their order among those that still matter, so that two courses which
// took them for other reasons can meet again.

#include <cstdint>
#include <vector>

#include "scheduler/job.h"
#include "scheduler/time_model.h"
#include "support/hash128.h"

namespace asyncq::scheduler {

class LoopHash {
 public:
  // jobs adds what a job does to the same hash.
  LoopHash(support::Hash128& words, JobVisitor& jobs) : words_(words), jobs_(jobs) {}
  LoopHash(const LoopHash&) = delete;
  LoopHash& operator=(const LoopHash&) = delete;
  ~LoopHash() = default;

  void add(std::uint64_t word) { words_.add(word); }
  void add_signed(std::int64_t number) { words_.add_signed(number); }
  void add_number(double number) { words_.add_number(number); }
  void add(const Job& job) { jobs_.visit(job); }
  void add(const Reading& reading);
  // When all was added: the order of the readings.
  void finish();
  [[nodiscard]] JobVisitor& jobs() { return jobs_; }

 private:
  support::Hash128& words_;
  JobVisitor& jobs_;
  std::vector<std::uint64_t> orders_;  // of the readings, as they were added
};

}  // namespace asyncq::scheduler
