#pragma once
// How much a test may try. Under sanitizers, where all takes many times as long, a sixth is enough: what they
// look for is in the code's paths, and the build without them tries the rest.

namespace asyncq::test {

#if defined(ASYNCQ_SANITIZED)
inline constexpr int kEffort = 1;
#else
inline constexpr int kEffort = 6;
#endif

}  // namespace asyncq::test
