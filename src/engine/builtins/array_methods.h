#pragma once
// What the files of Array's built-ins share.

#include "engine/array_iterator.h"
#include "engine/builtins/array_like.h"

namespace asyncq::engine {

// Elements that a plain scan passes, and code units that a text grows by, for one unit of work.
inline constexpr std::uint32_t kElementsPerStep = 16;
inline constexpr std::size_t kClaimedUnits = 1u << 16;

// Natives that walk nested values by themselves go no deeper.
inline constexpr unsigned kMostNested = 2000;

// All elements, holes as undefined, in a new plain array.
[[nodiscard]] Array* copy_elements(Machine& machine, ArrayLike& array);

// Sorts all elements, stably; undefined goes last. comparator: a function or undefined.
void sort_elements(Machine& machine, Array* elements, Value comparator);

Value array_from_async(Machine& machine, const Arguments& arguments);

void install_array_changes(Machine& machine);
void install_array_callbacks(Machine& machine);

}  // namespace asyncq::engine
