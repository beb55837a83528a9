#pragma once
// Proxy objects [10.5]: an object whose essential internal methods a handler may take over.

#include "engine/object.h"

namespace asyncq::engine {

class Proxy final : public Object {
 public:
  // shape: one of its own, with the target's prototype.
  Proxy(Shape* shape, Object* proxied, Object* traps)
      : Object(shape, proxied->is_callable() ? CellKind::callable_proxy : CellKind::proxy),
        target(proxied),
        handler(traps) {}

  Object* target;   // null once revoked
  Object* handler;  // likewise

  std::optional<Property> get_own(Machine& machine, PropertyKey key) override;
  void define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) override;
  using Object::define;
  bool remove(Machine& machine, PropertyKey key) override;
  std::vector<PropertyKey> own_keys(Machine& machine) override;
  void trace(Marker& marker) override;

  // [[Get]], [[Set]], [[HasProperty]], [[Call]], [[Construct]]
  Value trapped_get(Machine& machine, PropertyKey key, Value receiver);
  bool trapped_set(Machine& machine, PropertyKey key, Value value, Value receiver);
  bool trapped_has(Machine& machine, PropertyKey key);
  Value trapped_call(Machine& machine, Value this_value, Array* arguments);
  Value trapped_construct(Machine& machine, Array* arguments, Value new_target);

 private:
  // The handler's method, or undefined; TypeError when the proxy has been revoked.
  Value trap(Machine& machine, std::string_view name);
};

[[nodiscard]] inline Proxy* as_proxy(Object* object) {
  return object->is_proxy() ? static_cast<Proxy*>(object) : nullptr;
}

}  // namespace asyncq::engine
