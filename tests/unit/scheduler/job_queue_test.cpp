#include "scheduler/job_queue.h"

#include <vector>

#include "tests/support/catch.h"

using namespace asyncq::scheduler;

namespace {

Job numbered(std::uint64_t number) {
  Job job;
  job.data[0] = number;
  return job;
}

}  // namespace

TEST_CASE("job queue: first in, first out, while it grows around its end", "[scheduler]") {
  JobQueue queue;
  std::uint64_t pushed = 0;
  std::uint64_t popped = 0;
  for (int round = 0; round < 200; ++round) {
    for (int i = 0; i < 7; ++i) queue.push(numbered(pushed++));
    for (int i = 0; i < 5; ++i) CHECK(queue.pop().data[0] == popped++);
  }
  CHECK(queue.size() == pushed - popped);
  while (!queue.empty()) CHECK(queue.pop().data[0] == popped++);
  CHECK(popped == pushed);
}

TEST_CASE("job queue: gives back what a burst took", "[scheduler]") {
  JobQueue queue;
  for (std::uint64_t i = 0; i < 1'000'000; ++i) queue.push(numbered(i));
  const std::size_t at_most = queue.bytes_used();
  while (!queue.empty()) static_cast<void>(queue.pop());
  CHECK(queue.bytes_used() < at_most / 100);
  queue.push(numbered(7));
  CHECK(queue.pop().data[0] == 7);
}

TEST_CASE("job queue: visits what waits, in order", "[scheduler]") {
  struct Collect final : JobVisitor {
    std::vector<std::uint64_t> seen;
    void visit(const Job& job) override { seen.push_back(job.data[0]); }
  } collect;
  JobQueue queue;
  for (std::uint64_t i = 0; i < 60; ++i) queue.push(numbered(i));
  for (int i = 0; i < 58; ++i) static_cast<void>(queue.pop());
  for (std::uint64_t i = 60; i < 64; ++i) queue.push(numbered(i));
  queue.visit(collect);
  CHECK(collect.seen == std::vector<std::uint64_t>{58, 59, 60, 61, 62, 63});
}
