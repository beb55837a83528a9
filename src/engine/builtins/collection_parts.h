#pragma once
// What the files of the collections' built-ins share.

#include <string_view>

#include "engine/collections.h"
#include "engine/machine.h"

namespace asyncq::engine {

// Null when the value is no collection of this kind.
[[nodiscard]] Collection* find_collection(Value value, CollectionKind kind);
// TypeError instead; method as in "get".
[[nodiscard]] Collection* require_collection(Machine& machine, Value value, CollectionKind kind,
                                             std::string_view method);

void install_set_methods(Machine& machine);

}  // namespace asyncq::engine
