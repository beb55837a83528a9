#include "app/real_engine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

#include "app/chromium.h"
#include "app/scratch_folder.h"
#include "scheduler/policy.h"
#include "support/text.h"

namespace asyncq::app {

namespace fs = std::filesystem;

namespace {

constexpr int kVersionTimeoutMs = 10'000;
constexpr int kNotStarted = 127;
constexpr std::size_t kMostOutput = std::size_t{64} << 20;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// --- processes ---------------------------------------------------------------

// What an engine must not see of ours, and what keeps its output plain.
void set_environment() {
  unsetenv("NODE_OPTIONS");
  unsetenv("FORCE_COLOR");
  setenv("NO_COLOR", "1", 1);
  setenv("DENO_NO_UPDATE_CHECK", "1", 1);
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::string& folder, int output) {
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0 ||
      dup2(output, STDOUT_FILENO) < 0 || (!folder.empty() && chdir(folder.c_str()) != 0)) {
    _exit(kNotStarted);
  }
  signal(SIGPIPE, SIG_DFL);
  setpgid(0, 0);  // so that what it starts ends with it
  set_environment();
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments.front(), arguments.data());
  _exit(kNotStarted);
}

// Reads all of it, until its end or the deadline. False: the deadline came first.
bool read_all(int from, std::string& into, int timeout_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || into.size() > kMostOutput) return false;
    pollfd waiting{from, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t count = read(from, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    into.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

EngineRun run_command(const std::vector<std::string>& command, const std::string& folder, int timeout_ms) {
  EngineRun result;
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return result;
  const pid_t child = fork();
  if (child == 0) become(command, folder, ends[1]);
  close(ends[1]);
  if (child < 0) {
    close(ends[0]);
    return result;
  }
  result.timed_out = !read_all(ends[0], result.out, timeout_ms);
  close(ends[0]);
  if (result.timed_out) kill(-child, SIGKILL), kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

// --- finding -------------------------------------------------------------------

struct KindRow {
  EngineKind kind;
  std::string_view name;
};
constexpr std::array kKinds = {
    KindRow{EngineKind::node, "node"},
    KindRow{EngineKind::deno, "deno"},
    KindRow{EngineKind::bun, "bun"},
    KindRow{EngineKind::chromium, "chromium"},
};

std::string_view name_of(EngineKind kind) {
  return kKinds[static_cast<std::size_t>(kind)].name;
}

fs::path cache_folder() {
  if (const std::string own = variable("ASYNCQ_CACHE"); !own.empty()) return fs::path(own) / "engines";
  if (const std::string base = variable("XDG_CACHE_HOME"); !base.empty())
    return fs::path(base) / "asyncq" / "engines";
  return fs::path(variable("HOME")) / ".cache" / "asyncq" / "engines";
}

// "v18.20.8", "deno 2.9.6 (…)", "1.4.5", "Chromium 156.0.8078.79 …"
std::string version_in(std::string_view text) {
  const std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find_first_not_of("0123456789.", begin);
  return std::string(text.substr(begin, end == std::string_view::npos ? end : end - begin));
}

std::optional<RealEngine> engine_at(const std::string& path) {
  const EngineRun run = run_command({path, "--version"}, {}, kVersionTimeoutMs);
  if (run.exit_code != 0) return std::nullopt;
  RealEngine engine{path, EngineKind::node, version_in(run.out)};
  if (engine.version.empty()) return std::nullopt;
  if (run.out.starts_with("deno")) {
    engine.kind = EngineKind::deno;
  } else if (run.out.starts_with("Chromium") || run.out.starts_with("Google Chrome")) {
    engine.kind = EngineKind::chromium;
  } else if (run.out.starts_with(engine.version)) {
    engine.kind = EngineKind::bun;
  } else if (!run.out.starts_with("v" + engine.version)) {
    return std::nullopt;  // some other program
  }
  return engine;
}

// Compares releases by number: 9.11 is before 10.0.
bool older(const std::string& a, const std::string& b) {
  const auto numbers = [](const std::string& text) {
    std::array<long, 3> parts{};
    const char* at = text.c_str();
    for (long& part : parts) {
      char* end = nullptr;
      part = std::strtol(at, &end, 10);
      if (*end != '.') break;
      at = end + 1;
    }
    return parts;
  };
  return numbers(a) < numbers(b);
}

// The newest engine of the cache that the name stands for: "node18", "node22.17", "node-18.20.8", "deno".
std::optional<RealEngine> cached_engine(std::string_view name) {
  constexpr std::string_view kModule = "-esm";
  if (name.ends_with(kModule)) name.remove_suffix(kModule.size());
  const auto row = std::find_if(kKinds.begin(), kKinds.end(),
                                [&](const KindRow& candidate) { return name.starts_with(candidate.name); });
  if (row == kKinds.end()) return std::nullopt;
  std::string_view wanted = name.substr(row->name.size());
  if (wanted.starts_with('-')) wanted.remove_prefix(1);
  std::optional<RealEngine> best;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(cache_folder(), error)) {
    const std::string folder = entry.path().filename().string();
    const std::string begin = std::string(row->name) + "-";
    if (!folder.starts_with(begin)) continue;
    const std::string version = folder.substr(begin.size());
    const bool matches =
        wanted.empty() || version == wanted || version.starts_with(std::string(wanted) + ".");
    const fs::path path = entry.path() / "bin" / row->name;
    if (!matches || !fs::exists(path, error) || (best && older(version, best->version))) continue;
    best = RealEngine{path.string(), row->kind, version};
  }
  return best;
}

// Whether the name is an engine's or a release's of one: what tests/engines/fetch may know.
bool names_engine(std::string_view name) {
  constexpr std::string_view kModule = "-esm";
  if (name.ends_with(kModule)) name.remove_suffix(kModule.size());
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const KindRow& row) {
    return name.starts_with(row.name) &&
           name.find_first_not_of("-.0123456789", row.name.size()) == std::string_view::npos;
  });
}

}  // namespace

support::Result<RealEngine> find_engine(const std::string& asked) {
  const std::string name = asked == "browser" ? "chromium" : asked;
  support::Diagnostic problem;
  if (name.find('/') != std::string::npos) {
    if (const std::optional<RealEngine> engine = engine_at(name)) return *engine;
    problem.message =
        fmt::format("'{}' is no engine that asyncq knows: it does not say a version as they do", name);
    return problem;
  }
  const bool bare =
      std::any_of(kKinds.begin(), kKinds.end(), [&](const KindRow& row) { return row.name == name; });
  if (bare) {
    if (const std::optional<RealEngine> engine = engine_at(name)) return *engine;
  }
  if (const std::optional<RealEngine> engine = cached_engine(name)) return *engine;
  if (!names_engine(name)) {
    problem.message = fmt::format("asyncq knows no engine '{}'", asked);
    problem.hint =
        "engines are node, deno, bun and chromium, a runtime's id (node18), or a path with a / in it";
    return problem;
  }
  problem.message = fmt::format("there is no engine '{}' on this machine", name);
  problem.hint =
      name == "chromium"
          ? "the package 'chromium' of Debian and Ubuntu installs it ('tests/engines/fetch chromium')"
          : fmt::format("'tests/engines/fetch {}' in a checkout of asyncq installs it into {}",
                        bare ? "--all" : name, cache_folder().string());
  return problem;
}

EngineRunner::EngineRunner(RealEngine engine) : engine_(std::move(engine)) {}
EngineRunner::~EngineRunner() = default;

EngineRun EngineRunner::run(const EngineProgram& program, int timeout_ms) {
  if (engine_.kind == EngineKind::chromium) return run_in_page(program, timeout_ms);
  const ScratchFolder folder;
  if (folder.path().empty()) return {};
  std::ofstream(folder.path() / program.file_name, std::ios::binary) << program.text;
  // It is started in another folder than the one that its path may be relative to.
  const bool is_path = engine_.path.find('/') != std::string::npos;
  std::vector<std::string> command{is_path ? fs::absolute(engine_.path).string() : engine_.path};
  if (engine_.kind == EngineKind::deno) {
    // Without it Deno takes a .js file for a module.
    std::ofstream(folder.path() / "package.json", std::ios::binary) << R"({"type": "commonjs"})";
    command.insert(command.end(), {"run", "--quiet", "--allow-all"});
  }
  command.push_back(program.file_name);
  return run_command(command, folder.path().string(), timeout_ms);
}

EngineRun EngineRunner::run_in_page(const EngineProgram& program, int timeout_ms) {
  const ScratchFolder folder;
  if (folder.path().empty()) return {};
  std::ofstream page_file(folder.path() / "page.html", std::ios::binary);
  page_file << "<!doctype html>\n<meta charset=\"utf-8\">\n<body>\n";
  if (program.file_name.ends_with(".html")) {  // its scripts, as elements
    page_file << program.text;
  } else {
    std::ofstream(folder.path() / program.file_name, std::ios::binary) << program.text;
    const char* kind = program.file_name.ends_with(".mjs") ? " type=\"module\"" : "";
    page_file << "<script" << kind << " src=\"" << program.file_name << "\"></script>\n";
  }
  page_file.close();
  if (!browser_) browser_ = std::make_unique<Chromium>(engine_.path);
  const PageRun page =
      browser_->open("file://" + (folder.path() / "page.html").string(), program.expected_ms, timeout_ms);
  if (!page.ended) browser_.reset();
  return {page.out, 0, !page.ended};
}

std::string runtime_of(const RealEngine& engine) {
  const std::string name(name_of(engine.kind));
  if (engine.kind == EngineKind::chromium) return "browser";
  if (engine.kind != EngineKind::node) return name;
  const std::size_t second_dot = engine.version.find('.', engine.version.find('.') + 1);
  const std::string minor = name + engine.version.substr(0, second_dot);
  return scheduler::find_policy(minor) != nullptr ? minor
                                                  : name + engine.version.substr(0, engine.version.find('.'));
}

}  // namespace asyncq::app
