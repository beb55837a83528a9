#pragma once
// What nodes of several kinds have in common.

#include <span>
#include <string_view>

#include "engine/builtins.h"

namespace asyncq::engine {

struct AccessorRow {
  std::string_view name;
  NativeCode get;
  NativeCode set;
};
void define_accessors(Machine& machine, Object* target, std::span<const AccessorRow> rows);

void define_parent_node(Machine& machine, Object* prototype);  // append, prepend, children, …
void define_child_node(Machine& machine, Object* prototype);   // remove

}  // namespace asyncq::engine
