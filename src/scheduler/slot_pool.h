#pragma once
// Records in reused slots, found in constant time by ids that are never reused.

#include <cstdint>
#include <vector>

#include "scheduler/free_slots.h"

namespace asyncq::scheduler {

// No slot: the end of a list of slots.
inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

template <class Record>
class SlotPool {
 public:
  [[nodiscard]] Record& operator[](std::uint32_t slot) { return entries_[slot].record; }
  [[nodiscard]] const Record& operator[](std::uint32_t slot) const { return entries_[slot].record; }

  // The first free slot, with a Record as Record() makes it: which one it is depends on what is taken alone,
  // not on the order in which slots were released. References to records are invalid from here on.
  std::uint32_t allocate() {
    if (free_.empty()) {
      entries_.emplace_back();
      return static_cast<std::uint32_t>(entries_.size() - 1);
    }
    const std::uint32_t slot = free_.take_first();
    entries_[slot].taken = true;
    entries_[slot].record = Record();
    return slot;
  }

  void release(std::uint32_t slot) {
    Entry& entry = entries_[slot];
    ++entry.generation;
    entry.taken = false;
    free_.add(slot);
  }

  // The id of what the slot holds now. Never 0.
  [[nodiscard]] std::uint64_t id(std::uint32_t slot) const {
    return (std::uint64_t{entries_[slot].generation} << 32) | (slot + 1);
  }

  // The slot, or kNoSlot when that record is gone.
  [[nodiscard]] std::uint32_t find(std::uint64_t id) const {
    const std::uint32_t slot = static_cast<std::uint32_t>(id & 0xFFFFFFFF) - 1;
    if (slot >= entries_.size()) return kNoSlot;
    const Entry& entry = entries_[slot];
    return entry.taken && entry.generation == id >> 32 ? slot : kNoSlot;
  }

  template <class Function>
  void each(Function function) const {
    for (const Entry& entry : entries_) {
      if (entry.taken) function(entry.record);
    }
  }
  // Each slot that was ever made: whether it is taken, and how often it was released. All that decides the
  // ids to come.
  template <class Function>
  void each_slot(Function function) const {
    function(false, static_cast<std::uint32_t>(entries_.size()));
    for (const Entry& entry : entries_) function(entry.taken, entry.generation);
  }

  [[nodiscard]] std::size_t bytes_used() const {
    return entries_.capacity() * sizeof(Entry) + free_.bytes_used();
  }

 private:
  struct Entry {
    Record record;
    std::uint32_t generation = 0;
    bool taken = true;
  };
  std::vector<Entry> entries_;
  FreeSlots free_;
};

}  // namespace asyncq::scheduler
