#pragma once
// The values of an object's properties: one pointer wide, since most objects have none. The block behind it
// begins with how many there are and how many fit.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "engine/value.h"

namespace asyncq::engine {

class SlotStorage {
 public:
  SlotStorage() = default;
  ~SlotStorage() {
    if (values_ != nullptr) std::free(header());
  }
  SlotStorage(const SlotStorage&) = delete;
  SlotStorage& operator=(const SlotStorage&) = delete;

  [[nodiscard]] std::size_t size() const { return values_ == nullptr ? 0 : header()->size; }
  [[nodiscard]] std::size_t capacity() const { return values_ == nullptr ? 0 : header()->capacity; }
  [[nodiscard]] Value& operator[](std::size_t index) { return values_[index]; }
  [[nodiscard]] const Value& operator[](std::size_t index) const { return values_[index]; }
  [[nodiscard]] const Value* begin() const { return values_; }
  [[nodiscard]] const Value* end() const { return values_ + size(); }

  void push_back(Value value) {
    if (values_ == nullptr || header()->size == header()->capacity) grow();
    values_[header()->size++] = value;
  }

 private:
  struct Header {
    std::uint32_t size;
    std::uint32_t capacity;
  };
  static_assert(sizeof(Header) % alignof(Value) == 0);
  static constexpr std::uint32_t kFirstCapacity = 4;

  [[nodiscard]] Header* header() const { return reinterpret_cast<Header*>(values_) - 1; }
  void grow() {
    const auto old_size = static_cast<std::uint32_t>(size());
    const std::uint32_t capacity = old_size == 0 ? kFirstCapacity : old_size * 2;
    void* old = values_ == nullptr ? nullptr : header();
    auto* block = static_cast<Header*>(std::realloc(old, sizeof(Header) + capacity * sizeof(Value)));
    if (block == nullptr) throw std::bad_alloc();
    *block = {old_size, capacity};
    values_ = reinterpret_cast<Value*>(block + 1);
  }

  Value* values_ = nullptr;
};

}  // namespace asyncq::engine
