#pragma once
// MutationObserver [DOM 4.3].

#include <vector>

#include "engine/page/node.h"

namespace asyncq::engine {

class MutationObserverObject final : public Object {
 public:
  explicit MutationObserverObject(Shape* shape) : Object(shape, CellKind::host) {}

  std::uint32_t number = 0;  // in the order in which observers were made
  Value callback;
  std::vector<Value> records;        // not yet delivered
  std::vector<NodeObject*> targets;  // nodes with a registration of this observer

  void add_target(NodeObject& node);
  void trace(Marker& marker) override;
};

}  // namespace asyncq::engine
