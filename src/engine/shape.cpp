#include "engine/shape.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace asyncq::engine {

namespace {

// Up to here a scan is faster than a table.
constexpr std::size_t kScannedEntries = 8;
// An object with more properties than this is a dictionary: it gets a shape of its own.
constexpr std::uint32_t kMostSharedProperties = 128;

std::size_t bucket_among(std::size_t count, PropertyKey key) {
  return (key.bits() * 0x9E3779B97F4A7C15) >> 32 & (count - 1);
}

// Where the entry of a key is; their number when there is none.
template <typename Entries>
std::size_t position_of(PropertyKey key, const Entries& entries, const std::vector<std::uint32_t>& buckets) {
  const auto holds = [&](std::size_t at) { return entries[at].key == key && !entries[at].removed; };
  if (buckets.empty()) {
    std::size_t at = 0;
    while (at < entries.size() && !holds(at)) ++at;
    return at;
  }
  for (std::size_t bucket = bucket_among(buckets.size(), key); buckets[bucket] != 0;
       bucket = (bucket + 1) & (buckets.size() - 1)) {
    if (holds(buckets[bucket] - 1)) return buckets[bucket] - 1;
  }
  return entries.size();
}

}  // namespace

void Shape::build_table() {
  if (has_table_) return;
  has_table_ = true;
  if (parent_ != nullptr && !unique_) {
    entries_.reserve(depth_);
    for (Shape* shape = this; shape->parent_ != nullptr; shape = shape->parent_) {
      if (shape->has_table_ && shape != this) {
        std::vector<Entry> own(std::move(entries_));
        entries_ = shape->entries_;
        entries_.insert(entries_.end(), own.rbegin(), own.rend());
        index_entries(0);
        return;
      }
      entries_.push_back({shape->key_, shape->slot_, false});
    }
    std::reverse(entries_.begin(), entries_.end());
  }
  index_entries(0);
}

// Those from there on; all, where the table must grow for them, and then those that were removed go: else an
// object that keeps a few keys of many would search all that it ever had.
void Shape::index_entries(std::size_t from) {
  if (entries_.size() <= kScannedEntries && buckets_.empty()) return;
  if (entries_.size() * 2 > buckets_.size()) {
    std::erase_if(entries_, [](const Entry& entry) { return entry.removed; });
    buckets_.assign(std::bit_ceil(entries_.size() * 4), 0);
    from = 0;
  }
  for (std::size_t i = from; i < entries_.size(); ++i) {
    std::size_t bucket = bucket_among(buckets_.size(), entries_[i].key);
    while (buckets_[bucket] != 0) bucket = (bucket + 1) & (buckets_.size() - 1);
    buckets_[bucket] = static_cast<std::uint32_t>(i + 1);
  }
}

std::optional<PropertySlot> Shape::find(PropertyKey key) {
  if (!has_table_) build_table();
  const std::size_t at = position_of(key, entries_, buckets_);
  return at < entries_.size() ? std::optional(entries_[at].slot) : std::nullopt;
}

Shape* Shape::with_property(Heap& heap, PropertyKey key, std::uint8_t attributes) {
  if (unique_) {
    if (free_slots_.empty()) {
      newest_slot_ = slot_count_++;
    } else {
      newest_slot_ = free_slots_.back();
      free_slots_.pop_back();
    }
    entries_.push_back({key, {newest_slot_, attributes}, false});
    index_entries(entries_.size() - 1);
    return this;
  }
  if (depth_ >= kMostSharedProperties) return unique_copy(heap)->with_property(heap, key, attributes);
  const std::uint64_t transition = key.bits() ^ (std::uint64_t{attributes} << 56);
  if (const auto found = transitions_.find(transition); found != transitions_.end()) return found->second;
  Shape* next = heap.make<Shape>(this, prototype_);
  next->key_ = key;
  next->slot_ = {slot_count_, attributes};
  next->newest_slot_ = slot_count_;
  next->slot_count_ = slot_count_ + 1;
  next->depth_ = depth_ + 1;
  transitions_.emplace(transition, next);
  return next;
}

Shape* Shape::unique_copy(Heap& heap) {
  build_table();
  Shape* copy = heap.make<Shape>(nullptr, prototype_);
  copy->unique_ = true;
  copy->has_table_ = true;
  copy->slot_count_ = slot_count_;
  if (unique_) {
    // Its one object goes over to the copy, so a dictionary's table is not copied at every deletion.
    copy->entries_ = std::exchange(entries_, {});
    copy->buckets_ = std::exchange(buckets_, {});
    copy->free_slots_ = std::exchange(free_slots_, {});
  } else {
    copy->entries_ = entries_;
    copy->buckets_ = buckets_;
  }
  return copy;
}

Shape* Shape::with_prototype(Heap& heap, Object* prototype) {
  if (prototype == prototype_) return this;
  Shape* copy = unique_copy(heap);
  copy->prototype_ = prototype;
  return copy;
}

void Shape::set_attributes(PropertyKey key, std::uint8_t attributes) {
  if (const std::size_t at = position_of(key, entries_, buckets_); at < entries_.size())
    entries_[at].slot.attributes = attributes;
}

void Shape::remove(PropertyKey key) {
  const std::size_t at = position_of(key, entries_, buckets_);
  if (at == entries_.size()) return;
  entries_[at].removed = true;
  free_slots_.push_back(entries_[at].slot.index);
  entries_[at].key = PropertyKey();
}

std::vector<std::pair<PropertyKey, PropertySlot>> Shape::properties() {
  build_table();
  std::vector<std::pair<PropertyKey, PropertySlot>> result;
  result.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    if (!entry.removed) result.emplace_back(entry.key, entry.slot);
  }
  return result;
}

void Shape::trace(Marker& marker) {
  marker.mark(parent_);
  marker.mark(reinterpret_cast<Cell*>(prototype_));
  const auto mark_key = [&](PropertyKey key) {
    if (key.bits() != 0 && !key.is_index()) marker.mark(key.cell());
  };
  mark_key(key_);
  for (const Entry& entry : entries_) mark_key(entry.key);
  for (const auto& [bits, shape] : transitions_) marker.mark(shape);
}

std::size_t Shape::external_bytes() const {
  constexpr std::size_t kTableEntry = 40;  // a node of a hash table
  return entries_.capacity() * sizeof(Entry) + buckets_.size() * sizeof(std::uint32_t) +
         free_slots_.capacity() * sizeof(std::uint32_t) + transitions_.size() * kTableEntry;
}

}  // namespace asyncq::engine
