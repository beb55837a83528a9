#pragma once
// Files for tests: the repository's own, and temporary ones. A failure to read or write is a failed test
// (an exception, which Catch2 reports).

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::test {

// A path inside the repository: source_path("puzzles").
[[nodiscard]] std::filesystem::path source_path(std::string_view relative);
[[nodiscard]] std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);
// Every regular file below the folder with one of these endings (".js"; none given: all), sorted; empty for
// a folder that does not exist.
[[nodiscard]] std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                                             const std::vector<std::string>& endings = {});

// A new empty folder, gone with all it holds when this goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // Writes a file in it (folders on the way are made) and returns its path.
  std::string write(std::string_view relative, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace asyncq::test
