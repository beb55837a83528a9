#include "engine/function.h"

#include "engine/frame.h"
#include "engine/machine.h"

namespace asyncq::engine {

// --- native functions ---

void NativeFunction::make_lazy_properties(Machine& machine) {
  define(machine, machine.realm.keys.length, Value(length), kConfigurable);
  define(machine, machine.realm.keys.name, Value(name), kConfigurable);
}

void NativeFunction::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(name);
  marker.mark_all(captured);
}

// --- closures ---

void Closure::make_lazy_properties(Machine& machine) {
  const program::FunctionCode& function = *code->code;
  define(machine, machine.realm.keys.length, Value(function.length), kConfigurable);
  define(machine, machine.realm.keys.name, Value(name_override() != nullptr ? name_override() : code->name),
         kConfigurable);
  if (function.is_class_constructor) return;  // its prototype is made with the class
  const bool is_plain =
      !function.is_arrow && !function.is_method && !function.is_async && !function.is_generator;
  if (is_plain && !function.is_strict) {
    define(machine, "arguments", Value::null(), 0);
    define(machine, "caller", Value::null(), 0);
  }
  if (function.is_generator) {
    Object* parent =
        function.is_async ? machine.realm.async_generator_prototype : machine.realm.generator_prototype;
    define(machine, machine.realm.keys.prototype, Value(machine.create_object(parent)), kWritable);
  } else if (is_plain) {
    Object* prototype = machine.create_object();
    prototype->define(machine, machine.realm.keys.constructor, Value(this), kHidden);
    define(machine, machine.realm.keys.prototype, Value(prototype), kWritable);
  }
}

void Closure::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(environment);
  marker.mark(parts_);
}

void ClosureParts::trace(Marker& marker) {
  marker.mark(home_object);
  marker.mark(class_data);
  marker.mark(name_override);
}

void ClassData::trace(Marker& marker) {
  for (const std::vector<Field>* part : {&fields, &static_parts}) {
    for (const Field& field : *part) {
      if (!field.key.is_index()) marker.mark(field.key.cell());
      marker.mark(field.initializer);
      marker.mark(field.method);
    }
  }
}

void BoundFunction::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(target);
  marker.mark(bound_this);
  marker.mark_all(bound_arguments);
}

}  // namespace asyncq::engine
