#include "engine/heap.h"

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define ASYNCQ_NO_SANITIZE __attribute__((no_sanitize("address")))
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ASYNCQ_NO_SANITIZE __attribute__((no_sanitize("address")))
#endif
#endif
#ifndef ASYNCQ_NO_SANITIZE
#define ASYNCQ_NO_SANITIZE
#endif

namespace asyncq::engine {

namespace {

// Where Cell::kind_ stands: behind the pointer to the virtual functions.
constexpr std::size_t kKindOffset = sizeof(void*);

// What the scan of the machine stack keeps alive by chance differs from process to process. Live bytes are
// counted in units of this size, so that it shows neither in the moments of collections nor in where a limit
// is met.
constexpr std::size_t kLiveUnit = 1024 * 1024;

bool is_free(const char* cell) {
  return cell[kKindOffset] == static_cast<char>(CellKind::free);
}

// Of a free cell, none.
std::uint8_t collector_bits(const char* cell) {
  return static_cast<std::uint8_t>(cell[kKindOffset + 1]);
}

}  // namespace

Heap::~Heap() {
  on_dead_string = nullptr;
  for (Block* block : blocks_) {
    for (std::size_t i = 0; i < block->cell_count; ++i) {
      char* memory = block->cell(i);
      if (is_free(memory)) continue;
      auto* cell = reinterpret_cast<Cell*>(memory);
      if (cell->owns_outside()) cell->~Cell();
    }
    std::free(block);
  }
  for (const std::uint64_t address : large_) {
    auto* cell = reinterpret_cast<Cell*>(address);
    cell->~Cell();
    std::free(cell);
  }
}

// A list of cells that were never used: a few pages of the newest block at a time.
Heap::FreeCell* Heap::more_cells(std::size_t size_class) {
  constexpr std::size_t kBytesAtATime = 4096;
  Block*& first_with_room = with_room_[size_class];
  if (first_with_room == nullptr) first_with_room = add_block(size_class);
  Block* const block = first_with_room;
  const std::size_t added = std::min(block->room(), kBytesAtATime / block->cell_size);
  const std::size_t size = block->cell_size;
  char* const first = block->cell(block->cell_count);
  FreeCell* list = nullptr;
  for (char* memory = first + added * size; memory != first;) {
    memory -= size;
    list = new (memory) FreeCell{list, 0};
  }
  block->cell_count += static_cast<std::uint32_t>(added);
  if (block->room() == 0) first_with_room = block->next_with_room;
  return list;
}

Heap::Block* Heap::add_block(std::size_t size_class) {
  void* memory = std::aligned_alloc(kBlockBytes, kBlockBytes);
  if (memory == nullptr) throw std::bad_alloc();
  auto* block = new (memory) Block{this, kSizes[size_class]};
  blocks_.push_back(block);
  block_addresses_.insert(reinterpret_cast<std::uint64_t>(block));
  return block;
}

void Heap::note_external(const Cell* cell, std::size_t bytes) {
  block_of(cell)->heap->note_external(bytes);
}

void* Heap::allocate_large(std::size_t bytes) {
  void* memory = std::malloc(bytes);
  if (memory == nullptr) throw std::bad_alloc();
  large_.insert(reinterpret_cast<std::uint64_t>(memory));
  return memory;
}

void Heap::release_large(Cell* cell) {
  large_.erase(reinterpret_cast<std::uint64_t>(cell));
  std::free(cell);
}

void Marker::mark_words(const void* begin, const void* end) {
  for (const auto* word = static_cast<const std::uint64_t*>(begin); word != end; ++word)
    heap_.mark_if_cell(*this, *word);
}

void Heap::mark_if_cell(Marker& marker, std::uint64_t word) {
  const std::uint64_t address = word & ~std::uint64_t{kBlockBytes - 1};
  if (block_addresses_.contains(address)) {
    auto* block = reinterpret_cast<Block*>(address);
    const std::uint64_t offset = word - address;
    if (offset < Block::kHeader) return;
    const std::size_t index = (offset - Block::kHeader) / block->cell_size;
    if (index >= block->cell_count) return;
    char* memory = block->cell(index);
    if (!is_free(memory)) marker.mark(reinterpret_cast<Cell*>(memory));
  } else if (!large_.empty() && large_.contains(word)) {
    marker.mark(reinterpret_cast<Cell*>(word));
  }
}

ASYNCQ_NO_SANITIZE void Heap::mark_stack(Marker& marker, const void* stack_base) {
  std::jmp_buf registers;  // callee-saved registers land on the stack
  setjmp(registers);
  const auto top = reinterpret_cast<std::uint64_t>(__builtin_frame_address(0));
  const auto base = reinterpret_cast<std::uint64_t>(stack_base);
  constexpr std::size_t kRegisterBytes = sizeof(registers);
  const auto* word = reinterpret_cast<const std::uint64_t*>(&registers);
  for (std::size_t i = 0; i < kRegisterBytes / sizeof(std::uint64_t); ++i) mark_if_cell(marker, word[i]);
  for (std::uint64_t at = top & ~std::uint64_t{7}; at < base; at += sizeof(std::uint64_t)) {
    mark_if_cell(marker, *reinterpret_cast<const std::uint64_t*>(at));
  }
}

void Heap::drain(Marker& marker) {
  while (!marker.pending_.empty()) {
    Cell* cell = marker.pending_.back();
    marker.pending_.pop_back();
    if (!cell->is_large()) ++block_of(cell)->marked;
    cell->trace(marker);
  }
}

void Heap::collect(const std::function<void(Marker&)>& mark_roots, const void* stack_base) {
  Marker marker(*this);
  mark_roots(marker);
  if (stack_base != nullptr) mark_stack(marker, stack_base);
  drain(marker);
  sweep();
  set_threshold();
}

// Puts what is not marked on the free list, and clears the marks. The bytes of what lives on.
std::size_t Heap::sweep_block(Block& block) {
  if (std::exchange(block.marked, 0) == 0 && !block.owns_outside) {
    block.cell_count = 0;
    return 0;
  }
  block.owns_outside = false;
  const std::size_t size = block.cell_size;
  FreeCell*& free = free_[kClassOf[size / 16]];
  FreeCell* list = free;
  std::size_t live = 0;
  char* const first = block.cell(0);
  for (char* memory = block.cell(block.cell_count); memory != first;) {
    memory -= size;
    auto* cell = reinterpret_cast<Cell*>(memory);
    if (collector_bits(memory) != 0) {
      const bool owns_outside = cell->owns_outside();
      if (cell->is_marked()) {
        cell->collector_bits_ &= static_cast<std::uint8_t>(~Cell::kMarked);
        live += size;
        if (owns_outside) {
          block.owns_outside = true;
          live += cell->external_bytes();
        }
        continue;
      }
      if (owns_outside) destroy(cell);
    }
    list = new (memory) FreeCell{list, 0};
  }
  free = list;
  return live;
}

void Heap::destroy(Cell* cell) {
  if (cell->kind_ == CellKind::string && on_dead_string) on_dead_string(*cell);
  cell->~Cell();
}

void Heap::note_room(Block& block) {
  Block*& first = with_room_[kClassOf[block.cell_size / 16]];
  block.next_with_room = std::exchange(first, &block);
}

void Heap::sweep() {
  live_bytes_ = 0;
  free_.fill(nullptr);
  with_room_.fill(nullptr);
  for (Block* block : blocks_) {
    live_bytes_ += sweep_block(*block);
    if (block->room() != 0) note_room(*block);
  }
  for (auto it = large_.begin(); it != large_.end();) {
    auto* cell = reinterpret_cast<Cell*>(*it);
    if (cell->is_marked()) {
      cell->collector_bits_ &= static_cast<std::uint8_t>(~Cell::kMarked);
      live_bytes_ += kSizes.back() + cell->external_bytes();
      ++it;
    } else {
      cell->~Cell();
      std::free(cell);
      it = large_.erase(it);
    }
  }
  live_bytes_ = (live_bytes_ + kLiveUnit - 1) / kLiveUnit * kLiveUnit;
}

}  // namespace asyncq::engine
