#include "app/world.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace asyncq::app {

namespace {

int descriptor(Channel channel) {
  return channel == Channel::out ? STDOUT_FILENO : STDERR_FILENO;
}

}  // namespace

SystemWorld::SystemWorld() {
  std::signal(SIGPIPE, SIG_IGN);
}

std::error_code SystemWorld::write(Channel channel, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor(channel), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return {errno, std::generic_category()};
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

bool SystemWorld::is_terminal(Channel channel) const {
  return isatty(descriptor(channel)) == 1;
}

std::string SystemWorld::variable(const char* name) const {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return value == nullptr ? "" : value;
}

}  // namespace asyncq::app
