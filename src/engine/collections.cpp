#include "engine/collections.h"

#include <functional>
#include <string_view>

#include "engine/big_int.h"
#include "engine/string.h"

namespace asyncq::engine {
namespace {

// -0 is the key +0 [24.1.3.9 step 4].
Value normalized(Value key) {
  return key.is_number() && key.as_number() == 0 ? Value(0.0) : key;
}

bool same_key(Value a, Value b) {
  if (a.same_bits(b)) return true;
  if (!a.is_string()) return big_int_equals(a, b);
  return b.is_string() && a.as_string()->length() == b.as_string()->length() &&
         a.as_string()->view() == b.as_string()->view();
}

std::size_t hash_of(Value key) {
  if (key.is_string()) return std::hash<std::u16string_view>()(key.as_string()->view());
  if (key.is_big_int()) {
    std::size_t hash = 0;
    for (const std::uint32_t limb : key.as_big_int()->integer().limbs())
      hash = hash * 0x9E3779B97F4A7C15ull + limb;
    return hash ^ hash >> 32;
  }
  std::uint64_t bits = key.bits() * 0x9E3779B97F4A7C15ull;
  bits ^= bits >> 32;
  return bits;
}

}  // namespace

// --- cursors ---

Collection::Cursor::Cursor(Collection* collection) : collection_(collection), next_(collection->cursors_) {
  if (next_ != nullptr) next_->previous_ = this;
  collection->cursors_ = this;
}

void Collection::Cursor::detach() {
  if (collection_ == nullptr) return;
  if (next_ != nullptr) next_->previous_ = previous_;
  (previous_ != nullptr ? previous_->next_ : collection_->cursors_) = next_;
  collection_ = nullptr;
}

const Collection::Entry* Collection::Cursor::next() {
  if (collection_ == nullptr) return nullptr;
  while (position_ < collection_->entries_.size()) {
    const Entry& entry = collection_->entries_[position_++];
    if (!entry.key.is_empty()) return &entry;
  }
  detach();
  return nullptr;
}

// --- the table ---

Collection::Collection(Shape* shape, CollectionKind kind)
    : Object(shape,
             kind == CollectionKind::set || kind == CollectionKind::weak_set ? CellKind::set : CellKind::map),
      kind_(kind) {}

Collection::~Collection() {
  while (cursors_ != nullptr) cursors_->detach();
}

std::size_t Collection::bucket_of(Value key) const {
  return hash_of(key) & (buckets_.size() - 1);
}

std::size_t Collection::probe(Value key) const {
  std::size_t bucket = bucket_of(key);
  while (buckets_[bucket] != kFree && !same_key(entries_[buckets_[bucket] - 1].key, key)) {
    bucket = (bucket + 1) & (buckets_.size() - 1);
  }
  return bucket;
}

const Collection::Entry* Collection::find(Value key) const {
  if (buckets_.empty()) return nullptr;
  const std::uint32_t index = buckets_[probe(normalized(key))];
  return index == kFree ? nullptr : &entries_[index - 1];
}

void Collection::set(Heap& heap, Value key, Value value) {
  key = normalized(key);
  if ((entries_.size() + 1) * 2 > buckets_.size()) rebuild(heap);
  const std::size_t bucket = probe(key);
  if (buckets_[bucket] != kFree) {
    entries_[buckets_[bucket] - 1].value = value;
    return;
  }
  entries_.push_back({key, value});
  buckets_[bucket] = static_cast<std::uint32_t>(entries_.size());
}

// 24.2.4.1 step 4: -0 is the member +0
void Collection::add(Heap& heap, Value key) {
  const Value member = normalized(key);
  set(heap, member, member);
}

bool Collection::remove(Value key) {
  if (buckets_.empty()) return false;
  const std::uint32_t index = buckets_[probe(normalized(key))];
  if (index == kFree) return false;
  // The bucket goes on pointing at the dead entry, so that searches pass over it.
  entries_[index - 1] = {Value::empty(), Value::undefined()};
  ++deleted_;
  return true;
}

void Collection::clear() {
  entries_.clear();
  buckets_.clear();
  deleted_ = 0;
  for (Cursor* cursor = cursors_; cursor != nullptr; cursor = cursor->next_) cursor->position_ = 0;
}

void Collection::compact() {
  std::vector<std::size_t> moved_to(entries_.size() + 1);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    moved_to[i] = kept;
    if (!entries_[i].key.is_empty()) entries_[kept++] = entries_[i];
  }
  moved_to[entries_.size()] = kept;
  for (Cursor* cursor = cursors_; cursor != nullptr; cursor = cursor->next_) {
    cursor->position_ = moved_to[cursor->position_];
  }
  entries_.resize(kept);
  deleted_ = 0;
}

void Collection::rebuild(Heap& heap) {
  if (deleted_ > 0) compact();
  std::size_t count = kFewestBuckets;
  while (count < entries_.size() * 4) count *= 2;
  buckets_.assign(count, kFree);
  entries_.reserve(count / 2);
  heap.note_external(external_bytes());
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    buckets_[probe(entries_[i].key)] = static_cast<std::uint32_t>(i + 1);
  }
}

void Collection::trace(Marker& marker) {
  Object::trace(marker);
  for (const Entry& entry : entries_) {
    marker.mark(entry.key);
    marker.mark(entry.value);
  }
}

std::size_t Collection::external_bytes() const {
  return Object::external_bytes() + entries_.capacity() * sizeof(Entry) +
         buckets_.capacity() * sizeof(std::uint32_t);
}

}  // namespace asyncq::engine
