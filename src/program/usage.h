#pragma once
// What a program uses of its runtime: the global names, members and modules that it mentions, and the newer
// syntax that it is written in, each at its first place.

#include <string>
#include <vector>

#include "support/source.h"
#include "syntax/ast.h"

namespace asyncq::program {

enum class UsageKind : std::uint8_t {
  global,  // a name that the program declares nowhere, and does not ask for by typeof either
  member,  // "Promise.any" of such a name; ".finally" of any value, when the program gives no property that
           // name
  module,  // "timers/promises", required or imported; "node:" where a name that is required begins so
  syntax,  // "optional chaining"
};

struct Usage {
  UsageKind kind = UsageKind::global;
  std::string name;
  support::SourcePosition at;
};

[[nodiscard]] std::vector<Usage> usages(const syntax::Program& program);

}  // namespace asyncq::program
