// structuredClone [HTML, safe passing of structured data]: plain data, arrays, Map, Set, Date, RegExp,
// errors, cycles.

#include <algorithm>
#include <unordered_map>

#include "engine/builtins.h"
#include "engine/builtins/array_like.h"
#include "engine/builtins/checks.h"
#include "engine/builtins/dom_exception.h"
#include "engine/builtins/node_error.h"
#include "engine/builtins/object_parts.h"
#include "engine/collections.h"
#include "engine/date_object.h"
#include "engine/messages.h"
#include "engine/property_operations.h"
#include "engine/regexp_object.h"
#include "engine/structured_clone.h"

namespace asyncq::engine {
namespace {

constexpr unsigned kMostNested = 1000;

class Cloner {
 public:
  explicit Cloner(Machine& machine) : machine_(machine), pins_(machine) {}

  Value clone(Value value) {
    machine_.safe_point();
    if (value.is_symbol()) throw_data_clone_error(value);
    if (!value.is_object()) return value;
    Object* object = value.as_object();
    if (const auto known = clones_.find(object); known != clones_.end()) return Value(known->second);
    if (++depth_ > kMostNested) machine_.throw_range_error("Maximum call stack size exceeded");
    const Value copy(clone_object(object));
    --depth_;
    return copy;
  }

 private:
  Object* remember(Object* object, Object* copy) {
    clones_.emplace(object, copy);
    pins_.keep(Value(object));
    pins_.keep(Value(copy));
    return copy;
  }

  using CloneFunction = Object* (Cloner::*)(Object*);
  struct KindRow {
    CellKind kind;
    CloneFunction clone;
  };

  Object* clone_object(Object* object) {
    static constexpr KindRow kRows[] = {
        {CellKind::object, &Cloner::clone_plain},
        {CellKind::array, &Cloner::clone_array},
        {CellKind::primitive_wrapper, &Cloner::clone_wrapper},
        {CellKind::date, &Cloner::clone_date},
        {CellKind::regexp, &Cloner::clone_regexp},
        {CellKind::map, &Cloner::clone_collection},
        {CellKind::set, &Cloner::clone_collection},
        {CellKind::error, &Cloner::clone_error},
    };
    const auto* row = std::ranges::find(kRows, object->kind(), &KindRow::kind);
    if (row == std::end(kRows)) throw_data_clone_error(Value(object));
    return (this->*row->clone)(object);
  }

  Object* clone_plain(Object* object) {
    return clone_properties(object, remember(object, machine_.create_object()));
  }

  Object* clone_array(Object* object) {
    Array* copy = machine_.create_array();
    copy->set_length(static_cast<Array*>(object)->length());
    return clone_properties(object, remember(object, copy));
  }

  Object* clone_wrapper(Object* object) {
    const Value primitive = static_cast<PrimitiveWrapper*>(object)->primitive;
    if (primitive.is_symbol()) throw_data_clone_error(Value(object));
    return remember(object, machine_.to_object(primitive));
  }

  Object* clone_date(Object* object) {
    return remember(object, create_date(machine_, static_cast<DateObject*>(object)->time));
  }

  Object* clone_regexp(Object* object) {
    const auto* regexp = static_cast<RegExpObject*>(object);
    return remember(object,
                    regexp_create(machine_, regexp->source, regexp->flags, machine_.realm.regexp_prototype));
  }

  Object* clone_properties(Object* object, Object* copy) {
    const KeyList keys(machine_, object);
    for (const PropertyKey key : keys) {
      if (key.is_symbol()) continue;
      const std::optional<Property> property = object->get_own(machine_, key);
      if (!property.has_value() || (property->attributes & kEnumerable) == 0) continue;
      const Value value = clone(object->get(machine_, key));
      copy->define(machine_, key, value, kDataDefault);
    }
    return copy;
  }

  Object* clone_collection(Object* object) {
    auto* collection = static_cast<Collection*>(object);
    if (collection->is_weak()) throw_data_clone_error(Value(object));
    Object* prototype = collection->is_set() ? machine_.realm.set_prototype : machine_.realm.map_prototype;
    auto* copy = machine_.heap.make<Collection>(machine_.shape_for(prototype), collection->collection_kind());
    remember(collection, copy);
    // What is there at first: getters in the entries may change the collection.
    Array* entries = machine_.create_array();
    for (const Collection::Entry& entry : collection->entries()) {
      if (entry.key.is_empty()) continue;
      append_element(machine_, entries, entry.key);
      append_element(machine_, entries, entry.value);
    }
    for (std::size_t i = 0; i < entries->elements.size(); i += 2) {
      const Value key = clone(entries->elements[i]);
      const Value value = collection->is_set() ? key : clone(entries->elements[i + 1]);
      copy->set(machine_.heap, key, value);
    }
    return copy;
  }

  // Name, message, stack and cause; the name chooses among the built-in prototypes.
  Object* clone_error(Object* error) {
    const Realm& realm = machine_.realm;
    const Value name_value = error->get(machine_, realm.keys.name);
    const std::string name = name_value.is_undefined() ? "Error" : machine_.to_utf8(name_value);
    Object* prototype = realm.error_prototype;
    for (Object* candidate : realm.error_prototypes) {
      if (machine_.to_utf8(peek(machine_, candidate, realm.keys.name)) == name) prototype = candidate;
    }
    if (prototype == realm.error_prototypes[static_cast<std::size_t>(ErrorKind::aggregate_error)]) {
      prototype = realm.error_prototype;
    }
    auto* copy = machine_.heap.make<ErrorObject>(machine_.shape_for(prototype));
    remember(error, copy);
    for (const PropertyKey key : {realm.keys.stack, realm.keys.message, realm.keys.cause}) {
      const std::optional<Property> property = error->get_own(machine_, key);
      if (!property.has_value()) continue;
      const Value value = clone(error->get(machine_, key));
      copy->define(machine_, key, value, kHidden);
    }
    return copy;
  }

  [[noreturn]] void throw_data_clone_error(Value value) {
    throw Throw{create_dom_exception(machine_, message_text(machine_, value) + " could not be cloned.",
                                     "DataCloneError")};
  }

  Machine& machine_;
  Pinned pins_;
  std::unordered_map<Object*, Object*> clones_;
  unsigned depth_ = 0;
};

Value clone_argument(Machine& machine, const Arguments& arguments) {
  if (arguments.count == 0) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_MISSING_ARGS",
                     "The \"The value argument must be specified\" argument must be specified");
  }
  return structured_clone(machine, arguments[0]);
}

constexpr MethodRow kFunctions[] = {{"structuredClone", 1, clone_argument}};

}  // namespace

Value structured_clone(Machine& machine, Value value) {
  return Cloner(machine).clone(value);
}

void install_structured_clone(Machine& machine) {
  define_methods(machine, machine.realm.global, kFunctions);
}

}  // namespace asyncq::engine
