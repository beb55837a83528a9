#pragma once
// A visitor of lambdas, one for each alternative.

namespace asyncq::syntax {

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}  // namespace asyncq::syntax
