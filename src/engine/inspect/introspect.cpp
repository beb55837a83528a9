#include "engine/inspect/introspect.h"

#include "engine/frame.h"
#include "engine/promise.h"

namespace asyncq::engine::inspection {

PromiseDetails promise_details(Object* object) {
  const auto* promise = static_cast<Promise*>(object);
  PromiseDetails details;
  if (promise->is_pending()) return details;
  details.result = promise->result();
  details.status =
      promise->state() == PromiseState::fulfilled ? PromiseStatus::fulfilled : PromiseStatus::rejected;
  return details;
}

FunctionDetails function_details(Object* function) {
  if (function->kind() != CellKind::closure) return {};
  const program::FunctionCode& code = *static_cast<Closure*>(function)->code->code;
  return {code.is_class_constructor, code.is_async, code.is_generator};
}

}  // namespace asyncq::engine::inspection
