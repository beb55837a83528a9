#pragma once
// The immediates of a runtime: those that wait for the next check phase, and the batch that a check phase is
// working off. Models Node's immediateQueue and outstandingQueue (lib/internal/timers.js, processImmediate).

#include <cstdint>

#include "scheduler/job.h"
#include "scheduler/slot_pool.h"

namespace asyncq::scheduler {

class LoopHash;

struct Immediate {
  Job job;
  bool ref = true;
  bool empty = false;  // does nothing, but is a callback boundary and keeps the loop turning once
  bool in_batch = false;
  std::uint32_t previous = kNoSlot;
  std::uint32_t next = kNoSlot;
};

class ImmediateTable {
 public:
  std::uint32_t add(const Job& job);
  void add_empty();
  void clear(std::uint32_t slot);
  void blank(std::uint32_t slot);  // becomes empty
  void set_ref(std::uint32_t slot, bool ref);

  [[nodiscard]] std::uint32_t find(std::uint64_t id) const { return immediates_.find(id); }
  [[nodiscard]] std::uint64_t id(std::uint32_t slot) const { return immediates_.id(slot); }
  [[nodiscard]] const Immediate& immediate(std::uint32_t slot) const { return immediates_[slot]; }

  // Takes what waits as the batch, when the last batch is worked off.
  void begin_batch();
  // The first of the batch, or kNoSlot.
  [[nodiscard]] std::uint32_t first_of_batch() const { return batch_.first; }
  // The first that waits, empty ones passed over; kNoSlot when none does.
  [[nodiscard]] std::uint32_t first_waiting() const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t jobs() const { return size_ - empty_; }     // those that are not empty
  [[nodiscard]] std::size_t references() const { return references_; }  // those with ref
  [[nodiscard]] std::size_t bytes_used() const { return immediates_.bytes_used(); }
  void visit(JobVisitor& visitor) const;
  void hash_state(LoopHash& hash) const;  // scheduler/state_hash.h

 private:
  struct Chain {
    std::uint32_t first = kNoSlot;
    std::uint32_t last = kNoSlot;
  };
  std::uint32_t append();

  SlotPool<Immediate> immediates_;
  Chain waiting_;
  Chain batch_;
  std::size_t size_ = 0;
  std::size_t empty_ = 0;
  std::size_t references_ = 0;
};

}  // namespace asyncq::scheduler
