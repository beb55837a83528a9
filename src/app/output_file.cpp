#include "app/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace asyncq::app {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxLinks = 40;

std::error_code last_error() {
  return {errno, std::generic_category()};
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (is_open()) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  std::error_code write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return last_error();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  // Some file systems report only here that there was no room.
  std::error_code close() {
    const int descriptor = std::exchange(descriptor_, -1);
    return ::close(descriptor) == 0 ? std::error_code{} : last_error();
  }

 private:
  int descriptor_;
};

// The file that a chain of symbolic links ends at, whether it exists or not.
fs::path final_target(fs::path path, std::error_code& error) {
  for (int links = 0; links < kMaxLinks; ++links) {
    std::error_code not_a_link;
    const fs::path next = fs::read_symlink(path, not_a_link);
    if (not_a_link) return path;
    path = next.is_absolute() ? next : path.parent_path() / next;
  }
  error = std::make_error_code(std::errc::too_many_symbolic_link_levels);
  return path;
}

std::error_code write_in_place(const fs::path& path, std::string_view bytes) {
  File file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open()) return last_error();
  if (const std::error_code error = file.write(bytes)) return error;
  return file.close();
}

mode_t permissions_of_a_new_file() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666) & ~mask;
}

std::error_code write_and_close(File& file, std::string_view bytes, mode_t permissions) {
  if (::fchmod(file.descriptor(), permissions) != 0) return last_error();
  if (const std::error_code error = file.write(bytes)) return error;
  return file.close();
}

}  // namespace

std::error_code write_whole_file(const std::string& path, std::string_view bytes) {
  std::error_code error;
  const fs::path target = final_target(path, error);
  if (error) return error;

  struct stat existing {};
  mode_t permissions = permissions_of_a_new_file();
  if (::stat(target.c_str(), &existing) == 0) {
    if (S_ISDIR(existing.st_mode)) return std::make_error_code(std::errc::is_a_directory);
    if (!S_ISREG(existing.st_mode)) return write_in_place(target, bytes);
    if (::access(target.c_str(), W_OK) != 0) return last_error();
    permissions = existing.st_mode & static_cast<mode_t>(07777);
  }

  std::string temporary = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  File file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.is_open()) return last_error();
  error = write_and_close(file, bytes, permissions);
  if (!error && std::rename(temporary.c_str(), target.c_str()) != 0) error = last_error();
  if (error) ::unlink(temporary.c_str());
  return error;
}

}  // namespace asyncq::app
