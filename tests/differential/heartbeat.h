#pragma once
// A clock beside what is measured: a thread that sleeps for a millisecond again and again, and notes when it
// was woken late. What stopped it may have stopped any thread of the machine.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace asyncq::test {

class Heartbeat {
 public:
  using Clock = std::chrono::steady_clock;

  Heartbeat() : thread_([this] { beat(); }) {}
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  ~Heartbeat() {
    ends_ = true;
    thread_.join();
  }

  // The latest of its awakenings since a moment, in milliseconds.
  [[nodiscard]] double latest_ms(Clock::time_point since) const {
    const std::lock_guard<std::mutex> lock(guard_);
    double latest = 0;
    for (auto each = late_.rbegin(); each != late_.rend() && each->at >= since; ++each) {
      latest = std::max(latest, each->ms);
    }
    return latest;
  }

 private:
  struct Late {
    Clock::time_point at;
    double ms = 0;
  };

  void beat() {
    constexpr std::chrono::milliseconds kPause{1};
    constexpr double kWorthNoting = 0.5;
    while (!ends_) {
      const Clock::time_point due = Clock::now() + kPause;
      std::this_thread::sleep_until(due);
      const Clock::time_point now = Clock::now();
      const double ms = std::chrono::duration<double, std::milli>(now - due).count();
      if (ms < kWorthNoting) continue;
      const std::lock_guard<std::mutex> lock(guard_);
      late_.push_back({now, ms});
    }
  }

  std::atomic<bool> ends_ = false;
  mutable std::mutex guard_;
  std::vector<Late> late_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace asyncq::test
