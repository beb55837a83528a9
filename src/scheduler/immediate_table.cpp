#include "scheduler/immediate_table.h"

namespace asyncq::scheduler {

std::uint32_t ImmediateTable::append() {
  const std::uint32_t slot = immediates_.allocate();
  immediates_[slot].previous = waiting_.last;
  (waiting_.last == kNoSlot ? waiting_.first : immediates_[waiting_.last].next) = slot;
  waiting_.last = slot;
  ++size_;
  ++references_;
  return slot;
}

std::uint32_t ImmediateTable::add(const Job& job) {
  const std::uint32_t slot = append();
  immediates_[slot].job = job;
  return slot;
}

void ImmediateTable::add_empty() {
  immediates_[append()].empty = true;
  ++empty_;
}

void ImmediateTable::clear(std::uint32_t slot) {
  const Immediate& immediate = immediates_[slot];
  Chain& chain = immediate.in_batch ? batch_ : waiting_;
  (immediate.previous == kNoSlot ? chain.first : immediates_[immediate.previous].next) = immediate.next;
  (immediate.next == kNoSlot ? chain.last : immediates_[immediate.next].previous) = immediate.previous;
  --size_;
  if (immediate.empty) --empty_;
  if (immediate.ref) --references_;
  immediates_.release(slot);
}

void ImmediateTable::blank(std::uint32_t slot) {
  Immediate& immediate = immediates_[slot];
  if (immediate.empty) return;
  immediate.empty = true;
  ++empty_;
}

void ImmediateTable::set_ref(std::uint32_t slot, bool ref) {
  Immediate& immediate = immediates_[slot];
  if (immediate.ref != ref) references_ += ref ? std::size_t{1} : ~std::size_t{0};
  immediate.ref = ref;
}

void ImmediateTable::begin_batch() {
  if (batch_.first != kNoSlot) return;
  batch_ = waiting_;
  waiting_ = Chain();
  for (std::uint32_t slot = batch_.first; slot != kNoSlot; slot = immediates_[slot].next) {
    immediates_[slot].in_batch = true;
  }
}

std::uint32_t ImmediateTable::first_waiting() const {
  std::uint32_t slot = waiting_.first;
  while (slot != kNoSlot && immediates_[slot].empty) slot = immediates_[slot].next;
  return slot;
}

void ImmediateTable::visit(JobVisitor& visitor) const {
  immediates_.each([&](const Immediate& immediate) {
    if (!immediate.empty) visitor.visit(immediate.job);
  });
}

}  // namespace asyncq::scheduler
