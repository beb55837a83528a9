#pragma once
// A clock beside what is measured: a thread that sleeps for a millisecond again and again, and notes how late
// it was woken. What stopped it may have stopped any thread of the machine.

#include <atomic>
#include <chrono>
#include <thread>

namespace asyncq::test {

class Heartbeat {
 public:
  Heartbeat() : thread_([this] { beat(); }) {}
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  ~Heartbeat() {
    ends_ = true;
    thread_.join();
  }

  // The latest of its awakenings so far, in milliseconds.
  [[nodiscard]] double latest_ms() const { return latest_ms_; }

 private:
  using Clock = std::chrono::steady_clock;

  void beat() {
    constexpr std::chrono::milliseconds kPause{1};
    while (!ends_) {
      const Clock::time_point due = Clock::now() + kPause;
      std::this_thread::sleep_until(due);
      const double ms = std::chrono::duration<double, std::milli>(Clock::now() - due).count();
      if (ms > latest_ms_) latest_ms_ = ms;
    }
  }

  std::atomic<bool> ends_ = false;
  std::atomic<double> latest_ms_ = 0;
  std::thread thread_;  // last: it uses the others
};

}  // namespace asyncq::test
