#pragma once

#include "engine/value.h"

namespace asyncq::engine {

class Machine;

// The comparison of assert.deepEqual and, when strict, of assert.deepStrictEqual and util.isDeepStrictEqual
// [Node's lib/internal/util/comparisons.js]. Throws a RangeError for values nested too deep.
[[nodiscard]] bool deeply_equal(Machine& machine, Value a, Value b, bool strict);

}  // namespace asyncq::engine
