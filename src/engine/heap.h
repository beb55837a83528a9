#pragma once
// The heap of one run: cells of a few sizes in aligned blocks, collected by mark and sweep. Collections
// happen only at safe points of the interpreter (never inside an allocation); the machine stack is scanned
// conservatively, so native code holds cells in plain locals.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/value.h"

namespace asyncq::engine {

enum class CellKind : std::uint8_t {
  free,  // on a free list
  string,
  symbol,
  big_int,
  shape,
  accessor,
  environment,
  frame,
  reaction,
  capability,
  internal,  // anything else that is not an object
  // Objects from here on.
  object,
  array,
  closure,
  native_function,
  bound_function,
  promise,
  error,
  generator,
  async_generator,
  arguments,
  primitive_wrapper,
  map,
  set,
  regexp,
  iterator,
  date,
  timer,  // Timeout and Immediate
  host,   // other objects of the runtime: ports, signals
};

// Kinds whose cells have nothing outside of the heap when they are made: what dies of them needs no
// destructor unless it has said otherwise since (Cell::note_owns_outside).
[[nodiscard]] constexpr bool begins_owning_nothing(CellKind kind) {
  return kind == CellKind::accessor || kind == CellKind::environment || kind == CellKind::frame ||
         kind == CellKind::reaction || kind == CellKind::capability || kind == CellKind::closure ||
         kind == CellKind::native_function || kind == CellKind::promise;
}

class Heap;
class Marker;
class StateHash;

class Cell {
 public:
  explicit Cell(CellKind kind)
      : kind_(kind), collector_bits_(begins_owning_nothing(kind) ? 0 : kOwnsOutside) {}
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  virtual ~Cell() = default;

  [[nodiscard]] CellKind kind() const { return kind_; }
  [[nodiscard]] bool is_object() const { return kind_ >= CellKind::object; }
  // Marks the cells that this one refers to.
  virtual void trace(Marker& marker) = 0;
  // Adds all that makes a difference to what a program can see of it. False: not known; a run's state with
  // such a cell in it is taken to be like no other.
  virtual bool describe(StateHash&) { return false; }
  // Bytes held outside the cell (a string's text, an array's elements).
  [[nodiscard]] virtual std::size_t external_bytes() const { return 0; }

 protected:
  void note_owns_outside();

 private:
  friend class Heap;
  friend class Marker;
  // Without either of them a cell is dead, and its memory can be taken as it is.
  static constexpr std::uint8_t kMarked = 1;
  static constexpr std::uint8_t kOwnsOutside = 2;
  static constexpr std::uint8_t kLarge = 4;  // not in a block
  [[nodiscard]] bool is_marked() const { return (collector_bits_ & kMarked) != 0; }
  [[nodiscard]] bool owns_outside() const { return (collector_bits_ & kOwnsOutside) != 0; }
  [[nodiscard]] bool is_large() const { return (collector_bits_ & kLarge) != 0; }

  CellKind kind_;
  std::uint8_t collector_bits_;
};

// Collects what is reachable, without recursion.
class Marker {
 public:
  explicit Marker(Heap& heap) : heap_(heap) {}
  void mark(Value value) {
    if (value.is_cell()) mark(value.as_cell());
  }
  void mark(Cell* cell) {
    if (cell != nullptr && !cell->is_marked()) {
      cell->collector_bits_ |= Cell::kMarked;
      pending_.push_back(cell);
    }
  }
  template <typename Range>
  void mark_all(const Range& values) {
    for (const auto& value : values) mark(value);
  }
  // Marks what any of these words may refer to; they need not be values.
  void mark_words(const void* begin, const void* end);

 private:
  friend class Heap;
  Heap& heap_;
  std::vector<Cell*> pending_;
};

class Heap {
 public:
  Heap() = default;
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // A new cell; never collects. extra_bytes are behind the cell (trailing slots).
  template <typename T, typename... Arguments>
  T* make_sized(std::size_t extra_bytes, Arguments&&... arguments) {
    const std::size_t bytes = sizeof(T) + extra_bytes;
    T* cell = new (allocate(bytes)) T(std::forward<Arguments>(arguments)...);
    if (bytes > kSizes.back()) {
      cell->collector_bits_ |= Cell::kLarge;
    } else if (cell->owns_outside()) {
      block_of(cell)->owns_outside = true;
    }
    return cell;
  }
  template <typename T, typename... Arguments>
  T* make(Arguments&&... arguments) {
    return make_sized<T>(0, std::forward<Arguments>(arguments)...);
  }
  // Gives a cell back at once; nothing may refer to it, and it owns nothing outside. extra_bytes: as it was
  // made.
  template <typename T>
  void release(T* cell, std::size_t extra_bytes) {
    const std::size_t bytes = sizeof(T) + extra_bytes;
    room_ += static_cast<std::int64_t>(bytes);
    if (bytes > kSizes.back()) return release_large(cell);
    FreeCell*& list = free_[kClassOf[(bytes + 15) / 16]];
    list = new (cell) FreeCell{list, 0};
  }

  // Bytes that a cell has taken outside the heap since it was made.
  void note_external(std::size_t bytes) { room_ -= static_cast<std::int64_t>(bytes); }
  // The same from where there is only the cell, of its own size (no trailing slots).
  static void note_external(const Cell* cell, std::size_t bytes);
  [[nodiscard]] bool wants_collection() const { return room_ <= 0; }
  // Marks from the roots that mark_roots gives and from the machine stack below stack_base, then sweeps.
  void collect(const std::function<void(Marker&)>& mark_roots, const void* stack_base);
  [[nodiscard]] std::size_t live_bytes_after_collection() const { return live_bytes_; }
  [[nodiscard]] std::size_t bytes_in_use() const {
    return static_cast<std::size_t>(
        std::max<std::int64_t>(static_cast<std::int64_t>(live_bytes_) + bytes_since_collection(), 0));
  }
  // Every safe point collects: for tests.
  void set_stress(bool stress) {
    const std::int64_t bytes = bytes_since_collection();
    stress_ = stress;
    set_threshold();
    room_ -= bytes;
  }
  // Called for each dead atom before it is swept.
  std::function<void(Cell&)> on_dead_string;

 private:
  static constexpr std::size_t kBlockBytes = 64 * 1024;
  static constexpr std::array<std::uint16_t, 14> kSizes = {32,  48,  64,  80,  96,  128,  160,
                                                           192, 256, 384, 512, 768, 1024, 2048};
  // The class of the cells that take so many units of 16 bytes.
  static constexpr std::size_t kMostUnits = kSizes.back() / 16;
  static constexpr std::array<std::uint8_t, kMostUnits + 1> kClassOf = [] {
    std::array<std::uint8_t, kMostUnits + 1> result{};
    std::uint8_t size_class = 0;
    for (std::size_t units = 0; units < result.size(); ++units) {
      while (kSizes[size_class] < units * 16) ++size_class;
      result[units] = size_class;
    }
    return result;
  }();
  // What is made between two collections of a small heap: small enough for a processor's second cache.
  static constexpr std::int64_t kFirstThreshold = 2 * 1024 * 1024;

  struct FreeCell {
    FreeCell* next;
    std::uint64_t kind_word;  // stands where Cell::kind_ does: CellKind::free
  };
  // Header of an aligned block; its cells follow, all of one size. Memory behind the first cell_count of them
  // has nothing in it: a small run touches few of its pages, and a block whose cells have all died is as new.
  struct Block {
    Heap* heap;
    std::uint32_t cell_size;
    std::uint32_t cell_count = 0;
    std::uint32_t marked = 0;   // of its cells, in this collection
    bool owns_outside = false;  // one of them may, living or dead
    Block* next_with_room = nullptr;

    static constexpr std::size_t kHeader = 64;
    [[nodiscard]] std::size_t room() const { return (kBlockBytes - kHeader) / cell_size - cell_count; }
    [[nodiscard]] char* cell(std::size_t index) {
      return reinterpret_cast<char*>(this) + kHeader + index * cell_size;
    }
  };
  // Of a cell that is not large.
  static Block* block_of(const Cell* cell) {
    return reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(cell) &
                                    ~std::uintptr_t{kBlockBytes - 1});
  }

  void* allocate(std::size_t bytes) {
    room_ -= static_cast<std::int64_t>(bytes);
    if (bytes <= kSizes.back()) {
      const std::size_t size_class = kClassOf[(bytes + 15) / 16];
      FreeCell* cell = free_[size_class];
      if (cell == nullptr) [[unlikely]]
        cell = more_cells(size_class);
      free_[size_class] = cell->next;
      return cell;
    }
    return allocate_large(bytes);
  }
  FreeCell* more_cells(std::size_t size_class);
  Block* add_block(std::size_t size_class);
  void* allocate_large(std::size_t bytes);
  void release_large(Cell* cell);
  void mark_stack(Marker& marker, const void* stack_base);
  friend class Cell;
  friend class Marker;
  void mark_if_cell(Marker& marker, std::uint64_t word);
  void drain(Marker& marker);
  void sweep();
  std::size_t sweep_block(Block& block);
  void note_room(Block& block);
  void destroy(Cell* cell);
  // Made less released: what was older may be released too.
  [[nodiscard]] std::int64_t bytes_since_collection() const { return threshold_ - room_; }
  // With nothing made yet.
  void set_threshold() {
    threshold_ = stress_ ? std::numeric_limits<std::int64_t>::min() / 2
                         : std::max(kFirstThreshold, static_cast<std::int64_t>(live_bytes_));
    room_ = threshold_;
  }

  std::array<FreeCell*, kSizes.size()> free_{};
  std::array<Block*, kSizes.size()> with_room_{};  // lists of blocks with memory that nothing is in
  std::vector<Block*> blocks_;
  std::unordered_set<std::uint64_t> block_addresses_;
  std::unordered_set<std::uint64_t> large_;
  std::size_t live_bytes_ = 0;
  std::int64_t threshold_ = kFirstThreshold;
  std::int64_t room_ = kFirstThreshold;  // bytes to be made before the next collection
  bool stress_ = false;
};

inline void Cell::note_owns_outside() {
  collector_bits_ |= kOwnsOutside;
  if (!is_large()) Heap::block_of(this)->owns_outside = true;
}

// Keeps a cell findable by the stack scan up to here, where only something inside of it is still in use.
inline void keep_alive(const void* cell) {
  asm volatile("" : : "r"(cell) : "memory");
}

inline bool Value::is_object() const {
  return is_cell() && as_cell()->is_object();
}
inline bool Value::is_string() const {
  return is_cell() && as_cell()->kind() == CellKind::string;
}
inline bool Value::is_symbol() const {
  return is_cell() && as_cell()->kind() == CellKind::symbol;
}
inline bool Value::is_big_int() const {
  return is_cell() && as_cell()->kind() == CellKind::big_int;
}

}  // namespace asyncq::engine
