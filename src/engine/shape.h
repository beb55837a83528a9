#pragma once
// Hidden classes: objects that got the same properties in the same order share one Shape, so that a
// property's slot can be remembered at the place that reads it.

#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/string.h"

namespace asyncq::engine {

// Attributes of a property [6.1.7.1], combined by |.
using Attributes = std::uint8_t;
inline constexpr Attributes kWritable = 1;
inline constexpr Attributes kEnumerable = 2;
inline constexpr Attributes kConfigurable = 4;
inline constexpr Attributes kAccessor = 8;  // the slot holds an Accessor
inline constexpr Attributes kDataDefault =
    kWritable | kEnumerable | kConfigurable;                      // what an assignment creates
inline constexpr Attributes kHidden = kWritable | kConfigurable;  // what a built-in method has

struct PropertySlot {
  std::uint32_t index = 0;
  std::uint8_t attributes = 0;
};

class Shape final : public Cell {
 public:
  Shape(Shape* parent, Object* prototype) : Cell(CellKind::shape), parent_(parent), prototype_(prototype) {}

  [[nodiscard]] Object* prototype() const { return prototype_; }
  [[nodiscard]] std::uint32_t slot_count() const { return slot_count_; }
  // Belongs to one object and changes in place (an object used as a dictionary, or with deleted properties).
  [[nodiscard]] bool is_unique() const { return unique_; }
  // Changes of its object, values included, are told to the realm: see Realm::plain_promise_shape.
  [[nodiscard]] bool is_watched() const { return watched_; }
  void watch() { watched_ = true; }
  [[nodiscard]] std::optional<PropertySlot> find(PropertyKey key);
  // The shape after adding a property (a shared transition, or this one when it is unique).
  Shape* with_property(Heap& heap, PropertyKey key, std::uint8_t attributes);
  // Where the value of the property goes that was added last.
  [[nodiscard]] std::uint32_t newest_slot() const { return newest_slot_; }
  // A unique copy.
  Shape* unique_copy(Heap& heap);
  Shape* with_prototype(Heap& heap, Object* prototype);
  // Unique shapes only.
  void set_attributes(PropertyKey key, std::uint8_t attributes);
  void remove(PropertyKey key);
  // Keys in creation order, with their slots.
  [[nodiscard]] std::vector<std::pair<PropertyKey, PropertySlot>> properties();

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
  [[nodiscard]] std::size_t external_bytes() const override;

 private:
  struct Entry {
    PropertyKey key;
    PropertySlot slot;
    bool removed = false;
  };
  void build_table();
  void index_entries(std::size_t from);

  Shape* parent_;
  Object* prototype_;
  PropertyKey key_;  // the property that this shape adds to its parent's
  PropertySlot slot_;
  std::uint32_t slot_count_ = 0;
  std::uint32_t newest_slot_ = 0;
  std::uint32_t depth_ = 0;  // properties on the way from the root
  bool unique_ = false;
  bool watched_ = false;
  bool has_table_ = false;
  std::vector<Entry> entries_;             // once has_table_
  std::vector<std::uint32_t> free_slots_;  // of removed properties; unique shapes only
  // Where the entries are by their keys, 1 for the first of them, 0 for none: a hash table with open
  // addressing, half full at most. Empty while a scan is faster.
  std::vector<std::uint32_t> buckets_;
  std::unordered_map<std::uint64_t, Shape*> transitions_;  // key bits and attributes mixed
};

}  // namespace asyncq::engine
