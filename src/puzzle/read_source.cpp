#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "puzzle/puzzle.h"
#include "puzzle/text_positions.h"
#include "support/text.h"

namespace asyncq::puzzle {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class FileDescriptor {
 public:
  FileDescriptor(int number, bool owned) : number_(number), owned_(owned) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
  bool owned_;
};

// A problem of the file as a whole: it has no text that could be shown.
support::Diagnostic fault(const std::string& path, std::string message, std::string hint = {}) {
  return {support::Severity::error,
          std::make_shared<support::SourceFile>(path, ""),
          {},
          std::move(message),
          std::move(hint)};
}

support::Diagnostic too_large(const std::string& path, std::size_t max_input) {
  return fault(path, fmt::format("larger than the limit of {} bytes", max_input),
               "--max-input raises the limit");
}

// Empty when the file is one that can be read without waiting for anybody.
std::optional<support::Diagnostic> refuse_kind(const std::string& path, int descriptor,
                                               std::size_t max_input) {
  struct stat status = {};
  if (::fstat(descriptor, &status) != 0)
    return fault(path, fmt::format("cannot be read: {}", std::strerror(errno)));
  if (S_ISDIR(status.st_mode)) return fault(path, "is a folder where a file is expected");
  if (!S_ISREG(status.st_mode)) return fault(path, "is not a regular file", "'-' reads standard input");
  if (static_cast<std::uintmax_t>(status.st_size) > max_input) return too_large(path, max_input);
  return std::nullopt;
}

// All bytes, or one more than max_input of them.
std::optional<std::string> read_bytes(int descriptor, std::size_t max_input) {
  std::string bytes;
  char buffer[16384];
  while (bytes.size() <= max_input) {
    const std::size_t wanted = std::min(sizeof buffer, max_input + 1 - bytes.size());
    const ssize_t count = ::read(descriptor, buffer, wanted);
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
  return bytes;
}

std::optional<support::Diagnostic> refuse_text(const std::string& path, std::string_view text) {
  const auto describe = [&](std::size_t offset, std::string_view what, std::string hint) {
    const support::SourcePosition at = TextPositions(text.substr(0, offset)).at(offset);
    return fault(path, fmt::format("{} at byte {} (line {})", what, offset, at.line), std::move(hint));
  };
  if (const auto offset = support::find_invalid_utf8(text)) {
    const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    if (utf16) return describe(*offset, "not valid UTF-8", "this is UTF-16: save the file as UTF-8");
    const support::SourcePosition at = TextPositions(text.substr(0, *offset)).at(*offset);
    return support::Diagnostic{
        support::Severity::error,
        std::make_shared<support::SourceFile>(path, std::string(text)),
        {at, {at.line, at.column + 1}},
        fmt::format("a byte that is not valid UTF-8 (0x{:02X})", static_cast<unsigned char>(text[*offset])),
        "save the file as UTF-8"};
  }
  if (const std::size_t offset = text.find('\0'); offset != std::string_view::npos) {
    return describe(offset, "a NUL byte", "this does not seem to be a text file");
  }
  return std::nullopt;
}

}  // namespace

support::Result<support::SourceFilePtr> read_source(const std::string& path, std::size_t max_input) {
  if (path.find('\0') != std::string::npos) return fault("", "a file name cannot contain a NUL byte");
  const bool standard_input = path == "-";
  // Non-blocking: to open a named pipe must not wait for a writer.
  const FileDescriptor file(
      standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC),
      !standard_input);
  if (file.number() < 0) {
    return fault(path, errno == ENOENT ? "there is no such file"
                                       : fmt::format("cannot be opened: {}", std::strerror(errno)));
  }
  if (!standard_input) {
    if (auto problem = refuse_kind(path, file.number(), max_input)) return std::move(*problem);
  }
  auto bytes = read_bytes(file.number(), max_input);
  if (!bytes) return fault(path, fmt::format("cannot be read: {}", std::strerror(errno)));
  if (bytes->size() > max_input) return too_large(path, max_input);
  if (auto problem = refuse_text(path, *bytes)) return std::move(*problem);
  if (bytes->starts_with(kByteOrderMark)) bytes->erase(0, kByteOrderMark.size());
  return support::SourceFilePtr(std::make_shared<support::SourceFile>(path, std::move(*bytes)));
}

}  // namespace asyncq::puzzle
