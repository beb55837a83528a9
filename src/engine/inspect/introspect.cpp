#include "engine/inspect/introspect.h"

#include "engine/frame.h"
#include "engine/promise.h"

namespace asyncq::engine::inspection {

PromiseDetails promise_details(Object* object) {
  const auto* promise = static_cast<Promise*>(object);
  PromiseDetails details;
  details.result = promise->result;
  if (promise->state == PromiseState::fulfilled) details.status = PromiseStatus::fulfilled;
  if (promise->state == PromiseState::rejected) details.status = PromiseStatus::rejected;
  return details;
}

FunctionDetails function_details(Object* function) {
  if (function->kind() != CellKind::closure) return {};
  const program::FunctionCode& code = *static_cast<Closure*>(function)->code->code;
  return {code.is_class_constructor, code.is_async, code.is_generator};
}

}  // namespace asyncq::engine::inspection
