#include "engine/arguments_object.h"

#include "engine/state_hash.h"

namespace asyncq::engine {

// [10.4.4.1]
std::optional<Property> ArgumentsObject::get_own(Machine& machine, PropertyKey key) {
  std::optional<Property> found = Object::get_own(machine, key);
  if (found.has_value() && is_mapped(key)) found->value = parameters_->slots()[key.index()];
  return found;
}

// [10.4.4.2]: an accessor, or what cannot be written any more, is no parameter from then on.
void ArgumentsObject::define(Machine& machine, PropertyKey key, Value value, std::uint8_t attributes) {
  Object::define(machine, key, value, attributes);
  if (!is_mapped(key)) return;
  const bool is_accessor = (attributes & kAccessor) != 0;
  if (!is_accessor) parameters_->slots()[key.index()] = value;
  if (is_accessor || (attributes & kWritable) == 0) mapped_[key.index()] = false;
}

// [10.4.4.5]
bool ArgumentsObject::remove(Machine& machine, PropertyKey key) {
  if (!Object::remove(machine, key)) return false;
  if (is_mapped(key)) mapped_[key.index()] = false;
  return true;
}

void ArgumentsObject::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(parameters_);
}

bool ArgumentsObject::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(parameters_));
  for (const bool mapped : mapped_) hash.add(mapped);
  return true;
}

}  // namespace asyncq::engine
