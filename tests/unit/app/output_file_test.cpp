#include "app/output_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;
using app::write_whole_file;
namespace fs = std::filesystem;

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator{}));
}

}  // namespace

TEST_CASE("output file: new and replaced, nothing left beside it", "[app]") {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "out.txt").string();
  CHECK_FALSE(write_whole_file(path, "one"));
  CHECK(test::read_file(path) == "one");
  CHECK_FALSE(write_whole_file(path, "two"));
  CHECK(test::read_file(path) == "two");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("output file: a folder, an absent folder, a path through a file are errors", "[app]") {
  const test::TemporaryFolder folder;
  folder.write("file", "kept");
  CHECK(write_whole_file(folder.path().string(), "x") == std::errc::is_a_directory);
  CHECK(write_whole_file((folder.path() / "absent" / "out").string(), "x") ==
        std::errc::no_such_file_or_directory);
  CHECK(write_whole_file((folder.path() / "file" / "out").string(), "x") == std::errc::not_a_directory);
  CHECK(test::read_file(folder.path() / "file") == "kept");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("output file: an existing file keeps its permissions", "[app]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("out.txt", "old");
  REQUIRE(chmod(path.c_str(), 0640) == 0);
  CHECK_FALSE(write_whole_file(path, "new"));
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777u) == 0640u);
}

TEST_CASE("output file: a new file has the permissions that any program's would have", "[app]") {
  const test::TemporaryFolder folder;
  const std::string path = (folder.path() / "out.txt").string();
  const mode_t mask = umask(0027);
  CHECK_FALSE(write_whole_file(path, "new"));
  umask(mask);
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777u) == 0640u);
}

TEST_CASE("output file: a symbolic link stays one, also to a file that is yet to be", "[app]") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder.path() / "real");
  fs::create_symlink("real/out.txt", folder.path() / "link");
  CHECK_FALSE(write_whole_file((folder.path() / "link").string(), "through"));
  CHECK(fs::is_symlink(folder.path() / "link"));
  CHECK(test::read_file(folder.path() / "real" / "out.txt") == "through");
  fs::create_symlink("loop", folder.path() / "loop");
  CHECK(write_whole_file((folder.path() / "loop").string(), "x") == std::errc::too_many_symbolic_link_levels);
}

TEST_CASE("output file: a device is written to, not replaced", "[app]") {
  CHECK_FALSE(write_whole_file("/dev/null", "x"));
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(write_whole_file("/dev/full", "x") == std::errc::no_space_on_device);
}

TEST_CASE("output file: in the current folder", "[app]") {
  const test::TemporaryFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  CHECK_FALSE(write_whole_file("out.txt", "here"));
  fs::current_path(before);
  CHECK(test::read_file(folder.path() / "out.txt") == "here");
}
