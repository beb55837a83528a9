// Proxy [28.2].

#include "engine/proxy.h"
#include "engine/builtins.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/object_parts.h"

namespace asyncq::engine {
namespace {

// ProxyCreate [10.5.14]
Proxy* create_proxy(Machine& machine, Value target, Value handler) {
  if (!target.is_object() || !handler.is_object()) {
    machine.throw_type_error("Cannot create proxy with a non-object as target or handler");
  }
  auto* shape = machine.heap.make<Shape>(nullptr, target.as_object()->prototype());
  return machine.heap.make<Proxy>(shape, target.as_object(), handler.as_object());
}

Value construct_proxy(Machine& machine, const Arguments& arguments) {
  require_new(machine, arguments, "Proxy");
  return Value(create_proxy(machine, arguments[0], arguments[1]));
}

Value revoke(Machine&, const Arguments& arguments) {
  auto* proxy = static_cast<Proxy*>(arguments.callee->captured[0].as_object());
  proxy->target = nullptr;
  proxy->handler = nullptr;
  return {};
}

Value revocable(Machine& machine, const Arguments& arguments) {
  Proxy* proxy = create_proxy(machine, arguments[0], arguments[1]);
  Object* result = machine.create_object();
  result->define(machine, "proxy", Value(proxy));
  result->define(machine, "revoke", Value(machine.create_native("", 0, revoke, {Value(proxy)})));
  return Value(result);
}

constexpr MethodRow kStaticMethods[] = {{"revocable", 2, revocable}};

}  // namespace

void install_proxy(Machine& machine) {
  NativeFunction* constructor = machine.create_native("Proxy", 2, construct_proxy);
  constructor->constructor = true;
  define_methods(machine, constructor, kStaticMethods);
  machine.realm.global->define(machine, "Proxy", Value(constructor), kHidden);
}

}  // namespace asyncq::engine
