#include "app/chromium.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "app/page_console.h"
#include "app/scratch_folder.h"

namespace asyncq::app {

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

constexpr int kAnswerTimeoutMs = 30'000;
constexpr int kSilenceMs = 300;
// The descriptors that the browser reads commands from and writes answers to.
constexpr int kCommands = 3;
constexpr int kAnswers = 4;
constexpr std::size_t kLongestMessage = std::size_t{64} << 20;

Deadline in_ms(int milliseconds) {
  return Clock::now() + std::chrono::milliseconds(milliseconds);
}

std::vector<std::string> command_of(const std::string& path, const std::string& profile) {
  std::vector<std::string> command{path,
                                   "--headless=new",
                                   "--remote-debugging-pipe",
                                   "--user-data-dir=" + profile,
                                   "--allow-file-access-from-files",
                                   "--disable-background-networking",
                                   "--disable-component-update",
                                   "--disable-extensions",
                                   "--disable-gpu",
                                   "--disable-sync",
                                   "--no-default-browser-check",
                                   "--no-first-run"};
  if (geteuid() == 0) command.emplace_back("--no-sandbox");  // it refuses to run for root with one
  command.emplace_back("about:blank");
  return command;
}

[[noreturn]] void become(const std::vector<std::string>& command, int commands, int answers) {
  constexpr int kNotStarted = 127;
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  // Out of the way first: either may be where the other has to go.
  const int from = fcntl(commands, F_DUPFD, kAnswers + 1);
  const int to = fcntl(answers, F_DUPFD, kAnswers + 1);
  if (nothing < 0 || from < 0 || to < 0) _exit(kNotStarted);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nothing, standard);
  if (dup2(from, kCommands) < 0 || dup2(to, kAnswers) < 0) _exit(kNotStarted);
  close(from);
  close(to);
  signal(SIGPIPE, SIG_DFL);
  setpgid(0, 0);  // so that what it starts ends with it
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments.front(), arguments.data());
  _exit(kNotStarted);
}

}  // namespace

// One running browser.
class Chromium::Session {
 public:
  explicit Session(const std::string& path) {
    std::array<int, 2> commands{};
    std::array<int, 2> answers{};
    if (profile_.path().empty() || pipe2(commands.data(), O_CLOEXEC) != 0) return;
    if (pipe2(answers.data(), O_CLOEXEC) != 0) {
      close(commands[0]);
      close(commands[1]);
      return;
    }
    const std::vector<std::string> command = command_of(path, profile_.path().string());
    child_ = fork();
    if (child_ == 0) become(command, commands[0], answers[1]);
    close(commands[0]);
    close(answers[1]);
    commands_ = commands[1];
    answers_ = answers[0];
    alive_ = child_ > 0;
    signal(SIGPIPE, SIG_IGN);  // a browser that is gone is found out by what write returns
  }

  ~Session() {
    if (commands_ >= 0) close(commands_);
    if (answers_ >= 0) close(answers_);
    if (child_ <= 0) return;
    kill(-child_, SIGKILL);
    kill(child_, SIGKILL);
    while (waitpid(child_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  int send(const std::string& method, const json& parameters = json::object(), const std::string& tab = {}) {
    json message = {{"id", ++last_id_}, {"method", method}, {"params", parameters}};
    if (!tab.empty()) message["sessionId"] = tab;
    std::string text = message.dump();
    text += '\0';
    for (std::size_t sent = 0; sent < text.size();) {
      const ssize_t count = write(commands_, text.data() + sent, text.size() - sent);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    return last_id_;
  }

  // The next message; nothing when the deadline comes first, or the browser is gone.
  std::optional<json> receive(Deadline deadline) {
    for (;;) {
      if (const std::size_t end = buffer_.find('\0'); end != std::string::npos) {
        json message = json::parse(buffer_.substr(0, end), nullptr, /*allow_exceptions=*/false);
        buffer_.erase(0, end + 1);
        if (message.is_object()) return message;
        continue;
      }
      if (!read_more(deadline)) return std::nullopt;
    }
  }

  // False: it could not be started, or has ended.
  [[nodiscard]] bool alive() const { return alive_; }

  // The result of a command; events that come meanwhile are dropped.
  std::optional<json> call(const std::string& method, const json& parameters = json::object(),
                           const std::string& tab = {}) {
    const int id = send(method, parameters, tab);
    const Deadline deadline = in_ms(kAnswerTimeoutMs);
    while (std::optional<json> message = receive(deadline)) {
      if (message->value("id", 0) != id) continue;
      if (!message->contains("result")) return std::nullopt;
      return message->at("result");
    }
    return std::nullopt;
  }

 private:
  bool read_more(Deadline deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0 || buffer_.size() > kLongestMessage) return false;
    pollfd waiting{answers_, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0) return errno == EINTR;
    if (ready == 0) return false;
    std::array<char, 65536> bytes{};
    const ssize_t count = read(answers_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) return true;
    alive_ = count > 0;
    if (alive_) buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return alive_;
  }

  ScratchFolder profile_;
  pid_t child_ = -1;
  bool alive_ = false;
  int commands_ = -1;
  int answers_ = -1;
  int last_id_ = 0;
  std::string buffer_;
};

Chromium::Chromium(const std::string& path) : session_(std::make_unique<Session>(path)) {}
Chromium::~Chromium() = default;

PageRun Chromium::open(const std::string& url, int least_ms, int timeout_ms) {
  const std::optional<json> target = session_->call("Target.createTarget", {{"url", "about:blank"}});
  if (!target) return {};
  const json target_id = target->at("targetId");
  const std::optional<json> attached =
      session_->call("Target.attachToTarget", {{"targetId", target_id}, {"flatten", true}});
  if (!attached) return {};
  const std::string tab = attached->at("sessionId");
  for (const char* domain : {"Runtime.enable", "Page.enable"}) {
    if (!session_->call(domain, json::object(), tab)) return {};
  }
  session_->send("Page.navigate", {{"url", url}}, tab);

  PageRun run;
  PageConsole console;
  const Deadline give_up = in_ms(timeout_ms);
  Deadline enough = give_up;
  while (Clock::now() < give_up) {
    const std::optional<json> message = session_->receive(std::min(enough, give_up));
    if (!message) {
      run.ended = session_->alive() && enough < give_up;
      break;
    }
    if (message->value("sessionId", "") != tab) continue;
    const std::string method = message->value("method", "");
    if (method == "Page.loadEventFired") enough = in_ms(least_ms + kSilenceMs);
    if (method != "Runtime.consoleAPICalled") continue;
    console.show(message->at("params"));
    if (enough < give_up) enough = std::max(enough, in_ms(kSilenceMs));
  }
  session_->call("Target.closeTarget", {{"targetId", target_id}});
  run.out = console.text();
  return run;
}

}  // namespace asyncq::app
