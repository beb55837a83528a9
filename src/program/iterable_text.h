#pragma once
// What V8's messages say of a value that was to be iterated: how they name it depends on where it stands.

#include <string>

#include "syntax/ast.h"

namespace asyncq::program {

enum class Iterated : std::uint8_t {
  for_of,
  for_await,
  array_spread,
  argument,     // ...x before other arguments
  declaration,  // const [a] = x
  delegate,     // yield* x
  async_delegate,
};

// A text that is followed by "is not iterable", one that ends in "(...)" by "is not a function or its return
// value is not iterable"; "" where the value is shown. After kWholeMessage: the message itself.
inline constexpr char kWholeMessage = '=';
[[nodiscard]] std::string iterable_text(const syntax::Expression& expression, Iterated place, bool in_main);

}  // namespace asyncq::program
