#pragma once
// `arguments` [10.4.4].

#include <vector>

#include "engine/frame.h"

namespace asyncq::engine {

// Its first elements may be mapped: they are the parameters, which live in a function's environment.
class ArgumentsObject final : public Object {
 public:
  ArgumentsObject(Shape* shape, Environment* parameters)
      : Object(shape, CellKind::arguments), parameters_(parameters) {}
  void map_first(std::uint32_t count) { mapped_.assign(count, true); }

  std::optional<Property> get_own(Machine& machine, PropertyKey key) override;
  void define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) override;
  using Object::define;
  bool remove(Machine& machine, PropertyKey key) override;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;

 private:
  [[nodiscard]] bool is_mapped(PropertyKey key) const {
    return key.is_index() && key.index() < mapped_.size() && mapped_[key.index()];
  }

  Environment* parameters_;  // null where nothing is mapped
  std::vector<bool> mapped_;
};

}  // namespace asyncq::engine
