#pragma once
// Map, Set, WeakMap and WeakSet objects [24]: a hash table that remembers the order of insertion, and cursors
// that stay right while entries come and go.

#include <cstdint>
#include <vector>

#include "engine/array_iterator.h"
#include "engine/object.h"

namespace asyncq::engine {

enum class CollectionKind : std::uint8_t { map, set, weak_map, weak_set };

// The weak kinds hold their keys strongly: a program cannot tell.
class Collection final : public Object {
 public:
  struct Entry {
    Value key;  // empty: deleted
    Value value;
  };
  // A place in the order of entries, which entries may be added and deleted around.
  class Cursor {
   public:
    explicit Cursor(Collection* collection);
    ~Cursor() { detach(); }
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    // The next entry, or null at the end; after that it stays there.
    [[nodiscard]] const Entry* next();
    // Null once the end was reached or the collection is gone.
    [[nodiscard]] Collection* collection() const { return collection_; }
    // Index of the next entry in entries().
    [[nodiscard]] std::size_t position() const { return position_; }

   private:
    friend class Collection;
    void detach();
    Collection* collection_;
    std::size_t position_ = 0;
    Cursor* next_ = nullptr;
    Cursor* previous_ = nullptr;
  };

  Collection(Shape* shape, CollectionKind kind);
  ~Collection() override;

  [[nodiscard]] CollectionKind collection_kind() const { return kind_; }
  [[nodiscard]] bool is_set() const {
    return kind_ == CollectionKind::set || kind_ == CollectionKind::weak_set;
  }
  [[nodiscard]] bool is_weak() const {
    return kind_ == CollectionKind::weak_map || kind_ == CollectionKind::weak_set;
  }
  [[nodiscard]] std::size_t size() const { return entries_.size() - deleted_; }
  // In order, with deleted ones between.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  // Keys are compared by SameValueZero. Null: not there.
  [[nodiscard]] const Entry* find(Value key) const;
  [[nodiscard]] bool has(Value key) const { return find(key) != nullptr; }
  void set(Heap& heap, Value key, Value value);
  void add(Heap& heap, Value key);
  using Object::remove;
  bool remove(Value key);
  void clear();

  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
  [[nodiscard]] std::size_t external_bytes() const override;

 private:
  static constexpr std::uint32_t kFree = 0;
  static constexpr std::size_t kFewestBuckets = 8;

  [[nodiscard]] std::size_t bucket_of(Value key) const;
  // The entry's place in buckets_, or that of the free bucket where the search ended.
  [[nodiscard]] std::size_t probe(Value key) const;
  void rebuild(Heap& heap);
  void compact();

  CollectionKind kind_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> buckets_;  // index into entries_ + 1, or kFree; a power of two of them
  std::size_t deleted_ = 0;
  Cursor* cursors_ = nullptr;
};

// %MapIteratorPrototype% and %SetIteratorPrototype% objects [24.1.5, 24.2.6].
class CollectionIterator final : public Object {
 public:
  CollectionIterator(Shape* shape, Collection* collection, IterationKind iteration_kind)
      : Object(shape, CellKind::iterator),
        cursor(collection),
        over_set(collection->is_set()),
        kind_of_values(iteration_kind) {}
  Collection::Cursor cursor;
  bool over_set;
  IterationKind kind_of_values;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(cursor.collection());
  }
  bool describe(StateHash& hash) override;
};

}  // namespace asyncq::engine
