#include "engine/deep_equal.h"

#include <algorithm>
#include <set>

#include "engine/inspect/introspect.h"
#include "engine/machine.h"
#include "engine/pinned.h"

namespace asyncq::engine {
namespace {

constexpr int kDeepestComparison = 500;  // levels; the native stack is finite

class DeepComparison {
 public:
  DeepComparison(Machine& machine, bool strict) : machine_(machine), strict_(strict) {}

  bool equal(Value a, Value b, int depth = 0) {
    machine_.safe_point();
    if (strict_ ? machine_.same_value(a, b) : machine_.loosely_equals(a, b)) return true;
    if (!a.is_object() || !b.is_object()) return !strict_ && is_nan(a) && is_nan(b);
    if (depth > kDeepestComparison) machine_.throw_range_error("Maximum call stack size exceeded");
    Object* left = a.as_object();
    Object* right = b.as_object();
    if (!seen_.emplace(left, right).second) return true;  // a cycle: decided above
    return objects_equal(left, right, depth + 1);
  }

 private:
  static bool is_nan(Value value) { return value.is_number() && value.as_number() != value.as_number(); }

  bool objects_equal(Object* left, Object* right, int depth) {
    if (left->kind() != right->kind() || left->is_callable()) return false;
    if (strict_ && left->prototype() != right->prototype()) return false;
    if (left->kind() == CellKind::primitive_wrapper &&
        !machine_.same_value(static_cast<PrimitiveWrapper*>(left)->primitive,
                             static_cast<PrimitiveWrapper*>(right)->primitive))
      return false;
    if (left->kind() == CellKind::date &&
        inspection::date_text(machine_, left) != inspection::date_text(machine_, right))
      return false;
    if (left->kind() == CellKind::regexp &&
        inspection::regexp_text(machine_, left) != inspection::regexp_text(machine_, right))
      return false;
    if (left->kind() == CellKind::error && !errors_equal(left, right, depth)) return false;
    if (left->kind() == CellKind::set && !sets_equal(left, right, depth)) return false;
    if (left->kind() == CellKind::map && !maps_equal(left, right, depth)) return false;
    return properties_equal(left, right, depth);
  }

  bool errors_equal(Object* left, Object* right, int depth) {
    for (const PropertyKey key : {machine_.realm.keys.message, machine_.realm.keys.name})
      if (!equal(left->get(machine_, key), right->get(machine_, key), depth)) return false;
    return true;
  }

  std::vector<PropertyKey> shown_keys(Object* object) {
    std::vector<PropertyKey> keys = object->own_keys(machine_);
    std::erase_if(keys, [&](PropertyKey key) {
      const auto property = object->get_own(machine_, key);
      return !property || (property->attributes & kEnumerable) == 0 || (key.is_symbol() && !strict_);
    });
    return keys;
  }

  bool properties_equal(Object* left, Object* right, int depth) {
    if (left->is_array() && static_cast<Array*>(left)->length() != static_cast<Array*>(right)->length())
      return false;
    const std::vector<PropertyKey> keys = shown_keys(left);
    if (keys.size() != shown_keys(right).size()) return false;
    Pinned pinned(machine_);
    pinned.keep_all(keys);
    for (const PropertyKey key : keys) {
      if (!right->get_own(machine_, key)) return false;
      if (!equal(left->get(machine_, key), right->get(machine_, key), depth)) return false;
    }
    return true;
  }

  // Each member of one has a partner of its own in the other.
  bool sets_equal(Object* left, Object* right, int depth) {
    const std::vector<Value> members = inspection::set_members(left);
    std::vector<Value> partners = inspection::set_members(right);
    if (members.size() != partners.size()) return false;
    Pinned pinned(machine_);
    pinned.keep_all(members);
    pinned.keep_all(partners);
    for (const Value member : members) {
      const auto found = std::find_if(partners.begin(), partners.end(),
                                      [&](Value partner) { return equal(member, partner, depth); });
      if (found == partners.end()) return false;
      partners.erase(found);
    }
    return true;
  }

  bool maps_equal(Object* left, Object* right, int depth) {
    const std::vector<Value> entries = inspection::map_entries(left);
    std::vector<Value> partners = inspection::map_entries(right);
    if (entries.size() != partners.size()) return false;
    Pinned pinned(machine_);
    pinned.keep_all(entries);
    pinned.keep_all(partners);
    for (std::size_t index = 0; index < entries.size(); index += 2) {
      std::size_t found = 0;
      while (found < partners.size() && !(equal(entries[index], partners[found], depth) &&
                                          equal(entries[index + 1], partners[found + 1], depth)))
        found += 2;
      if (found >= partners.size()) return false;
      const auto first = partners.begin() + static_cast<std::ptrdiff_t>(found);
      partners.erase(first, first + 2);
    }
    return true;
  }

  Machine& machine_;
  bool strict_;
  std::set<std::pair<Object*, Object*>> seen_;
};

}  // namespace

bool deeply_equal(Machine& machine, Value a, Value b, bool strict) {
  return DeepComparison(machine, strict).equal(a, b);
}

}  // namespace asyncq::engine
