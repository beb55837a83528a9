#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <stdexcept>

namespace asyncq::test {

namespace {

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int read_end() const { return ends_[0]; }
  [[nodiscard]] int write_end() const { return ends_[1]; }
  void close_read() { close_end(0); }
  void close_write() { close_end(1); }

 private:
  void close_end(std::size_t index) {
    if (ends_[index] >= 0) close(ends_[index]);
    ends_[index] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

[[noreturn]] void become(const std::vector<std::string>& command, const ProcessOptions& options,
                         const Pipe& in, const Pipe& out, const Pipe& err) {
  dup2(in.read_end(), STDIN_FILENO);
  dup2(out.write_end(), STDOUT_FILENO);
  dup2(err.write_end(), STDERR_FILENO);
  signal(SIGPIPE, SIG_DFL);
  if (!options.folder.empty() && chdir(options.folder.c_str()) != 0) _exit(126);
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

// Moves what is ready from a pipe to the text; false at its end.
bool drain(Pipe& pipe, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = read(pipe.read_end(), buffer.data(), buffer.size());
  if (count > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  }
  if (count < 0 && errno == EINTR) return true;
  pipe.close_read();
  return false;
}

// Feeds the input and collects both outputs until the child closed them or the time is up (false).
bool converse(Pipe& in, Pipe& out, Pipe& err, const ProcessOptions& options, ProcessResult& result) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(options.timeout_ms);
  std::size_t written = 0;
  if (options.input.empty()) in.close_write();
  while (out.read_end() >= 0 || err.read_end() >= 0) {
    std::array<pollfd, 3> watched{pollfd{out.read_end(), POLLIN, 0}, pollfd{err.read_end(), POLLIN, 0},
                                  pollfd{in.write_end(), POLLOUT, 0}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    if (poll(watched.data(), watched.size(), static_cast<int>(left)) < 0 && errno != EINTR) return false;
    if (watched[0].revents != 0) drain(out, result.out);
    if (watched[1].revents != 0) drain(err, result.err);
    if (watched[2].revents != 0) {
      const ssize_t count =
          write(in.write_end(), options.input.data() + written, options.input.size() - written);
      if (count > 0) written += static_cast<std::size_t>(count);
      if (written == options.input.size() || (count < 0 && errno != EINTR && errno != EAGAIN))
        in.close_write();
    }
  }
  return true;
}

// Of a child that has ended and is still known: Linux counts nanoseconds on and waiting for a processor.
double kept_waiting_ms(pid_t child) {
  siginfo_t ended{};
  while (waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  std::ifstream statistics("/proc/" + std::to_string(child) + "/schedstat");
  double running_ns = 0;
  double waiting_ns = 0;
  return statistics >> running_ns >> waiting_ns ? waiting_ns / 1e6 : 0;
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& command, const ProcessOptions& options) {
  Pipe in;
  Pipe out;
  Pipe err;
  signal(SIGPIPE, SIG_IGN);
  fcntl(in.write_end(), F_SETFL, O_NONBLOCK);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become(command, options, in, out, err);
  in.close_read();
  out.close_write();
  err.close_write();

  ProcessResult result;
  result.timed_out = !converse(in, out, err, options, result);
  if (result.timed_out) kill(child, SIGKILL);
  result.kept_waiting_ms = kept_waiting_ms(child);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

std::string asyncq_path() {
  return ASYNCQ_BINARY;
}

ProcessResult run_asyncq(std::vector<std::string> arguments, const ProcessOptions& options) {
  arguments.insert(arguments.begin(), asyncq_path());
  return run_process(arguments, options);
}

}  // namespace asyncq::test
