#pragma once
// An owned value of a type that may be incomplete where the box is declared: copies deeply, compares
// by value. Makes recursive value types (a syntax tree) possible.

#include <memory>
#include <utility>

namespace asyncq::support {

template <typename T>
class Box {
 public:
  Box() : pointer_(std::make_unique<T>()) {}
  Box(T value) : pointer_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor)
  Box(const Box& other) : pointer_(std::make_unique<T>(*other)) {}
  Box(Box&& other) noexcept = default;
  Box& operator=(const Box& other) {
    if (this != &other) pointer_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&& other) noexcept = default;
  ~Box() = default;

  T& operator*() { return *pointer_; }
  const T& operator*() const { return *pointer_; }
  T* operator->() { return pointer_.get(); }
  const T* operator->() const { return pointer_.get(); }

  bool operator==(const Box& other) const { return *pointer_ == *other.pointer_; }

 private:
  std::unique_ptr<T> pointer_;
};

}  // namespace asyncq::support
