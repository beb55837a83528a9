#pragma once
// Bounds how deep native code and the program call each other.

#include <cstddef>
#include <cstdint>

#include "engine/machine.h"

namespace asyncq::engine {

// Native code that calls the program that calls native code …: each level uses the machine's own stack.
inline constexpr std::uint32_t kMostNativeLevels = 900;
// A build with sanitizers needs several times the stack for a level: there this bound is the nearer one.
inline constexpr std::ptrdiff_t kMostStackBytes = 5 << 20;

class LevelGuard {
 public:
  // stack_end: the address that the stack, which grows downwards, must not reach; null: no bound yet.
  LevelGuard(Machine& machine, std::uint32_t& depth, const char* stack_end) : depth_(depth) {
    const auto* here = static_cast<const char*>(__builtin_frame_address(0));
    if (depth_ >= kMostNativeLevels || here < stack_end) [[unlikely]]
      machine.throw_range_error("Maximum call stack size exceeded");
    ++depth_;
  }
  ~LevelGuard() { --depth_; }
  LevelGuard(const LevelGuard&) = delete;
  LevelGuard& operator=(const LevelGuard&) = delete;

 private:
  std::uint32_t& depth_;
};

}  // namespace asyncq::engine
