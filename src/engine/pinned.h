#pragma once
// Keeps values alive that only native memory (a vector, a property key in it) refers to, while native code
// runs the program: the collector scans the machine stack, not the heap of C++.

#include <vector>

#include "engine/machine.h"

namespace asyncq::engine {

class Pinned {
 public:
  explicit Pinned(Machine& machine) : cell_(machine.heap.make<Values>()) {}
  // The destructor's use of cell_ is what keeps the pointer on the stack until then.
  ~Pinned() { cell_->values.clear(); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

  void keep(Value value) { cell_->values.push_back(value); }
  void keep(PropertyKey key) {
    if (!key.is_index()) cell_->values.emplace_back(key.cell());
  }
  template <typename Range>
  void keep_all(const Range& range) {
    for (const auto& element : range) keep(element);
  }
  [[nodiscard]] std::size_t size() const { return cell_->values.size(); }
  // Lets go of everything kept after the first `size`.
  void shrink(std::size_t size) { cell_->values.resize(size); }

 private:
  class Values final : public Cell {
   public:
    Values() : Cell(CellKind::internal) {}
    std::vector<Value> values;
    void trace(Marker& marker) override { marker.mark_all(values); }
  };
  Values* cell_;
};

}  // namespace asyncq::engine
