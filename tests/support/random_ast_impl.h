#pragma once

#include <utility>

#include "tests/support/random_ast.h"

namespace asyncq::test {

class RandomTree::Deeper {
 public:
  explicit Deeper(RandomTree& tree) : tree_(tree) { --tree_.depth_; }
  ~Deeper() { ++tree_.depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  RandomTree& tree_;
};

class RandomTree::Entered {
 public:
  Entered(RandomTree& tree, Context context)
      : tree_(tree), outer_(std::exchange(tree.context_, std::move(context))) {}
  ~Entered() { tree_.context_ = std::move(outer_); }
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;

 private:
  RandomTree& tree_;
  Context outer_;
};

}  // namespace asyncq::test
