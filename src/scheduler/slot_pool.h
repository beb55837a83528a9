#pragma once
// Records in reused slots, found in constant time by ids that are never reused.

#include <cstdint>
#include <vector>

namespace asyncq::scheduler {

// No slot: the end of a list of slots.
inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

template <class Record>
class SlotPool {
 public:
  [[nodiscard]] Record& operator[](std::uint32_t slot) { return entries_[slot].record; }
  [[nodiscard]] const Record& operator[](std::uint32_t slot) const { return entries_[slot].record; }

  // A slot that holds a Record as Record() makes it. References to records are invalid from here on.
  std::uint32_t allocate() {
    if (free_ == kNoSlot) {
      entries_.emplace_back();
      entries_.back().next_free = kTaken;
      return static_cast<std::uint32_t>(entries_.size() - 1);
    }
    const std::uint32_t slot = free_;
    free_ = entries_[slot].next_free;
    entries_[slot].next_free = kTaken;
    entries_[slot].record = Record();
    return slot;
  }

  void release(std::uint32_t slot) {
    Entry& entry = entries_[slot];
    ++entry.generation;
    entry.next_free = free_;
    free_ = slot;
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
    return entry.next_free == kTaken && entry.generation == id >> 32 ? slot : kNoSlot;
  }

  template <class Function>
  void each(Function function) const {
    for (const Entry& entry : entries_) {
      if (entry.next_free == kTaken) function(entry.record);
    }
  }

  [[nodiscard]] std::size_t bytes_used() const { return entries_.capacity() * sizeof(Entry); }

 private:
  static constexpr std::uint32_t kTaken = kNoSlot - 1;

  struct Entry {
    Record record;
    std::uint32_t generation = 0;
    std::uint32_t next_free = kNoSlot;
  };
  std::vector<Entry> entries_;
  std::uint32_t free_ = kNoSlot;
};

}  // namespace asyncq::scheduler
