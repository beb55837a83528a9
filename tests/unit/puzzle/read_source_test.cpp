#include <sys/stat.h>
#include <unistd.h>

#include "puzzle/puzzle.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"

using namespace asyncq;
using puzzle::read_source;

namespace {

std::string problem(const std::string& path, std::size_t max_input = 1000) {
  const auto result = read_source(path, max_input);
  return result.ok() ? "" : result.errors()[0].message;
}

}  // namespace

TEST_CASE("read_source: a file's text, without its byte order mark", "[puzzle]") {
  const test::TemporaryFolder folder;
  const auto file = read_source(folder.write("a.yaml",
                                             "\xEF\xBB\xBF"
                                             "a: b\r\n"),
                                1000);
  REQUIRE(file.ok());
  CHECK((*file)->text() == "a: b\r\n");
  CHECK((*file)->name() == (folder.path() / "a.yaml").string());
}

TEST_CASE("read_source: what is no readable text file", "[puzzle]") {
  const test::TemporaryFolder folder;
  CHECK(problem((folder.path() / "absent.yaml").string()) == "there is no such file");
  CHECK(problem(folder.path().string()) == "is a folder where a file is expected");
  CHECK(problem(folder.write("f", "") + "/x") == "cannot be opened: Not a directory");
  CHECK(problem(folder.write("big", std::string(1001, 'x'))) == "larger than the limit of 1000 bytes");
  CHECK(problem(folder.write("fits", std::string(1000, 'x'))).empty());
  CHECK(problem(folder.write("bad", "ab\ncd\xFF")) == "a byte that is not valid UTF-8 (0xFF)");
  CHECK(problem(folder.write("utf16", std::string("\xFF\xFE"
                                                  "a\0",
                                                  4))) == "not valid UTF-8 at byte 0 (line 1)");
  CHECK(problem(folder.write("nul", std::string("a\n\0b", 4))) == "a NUL byte at byte 2 (line 2)");
  CHECK(problem(std::string("a\0b", 3)) == "a file name cannot contain a NUL byte");
  CHECK(problem("/dev/zero") == "is not a regular file");
}

TEST_CASE("read_source: a named pipe without a writer does not hang", "[puzzle]") {
  const test::TemporaryFolder folder;
  REQUIRE(::mkfifo((folder.path() / "pipe").string().c_str(), 0600) == 0);
  CHECK(problem((folder.path() / "pipe").string()) == "is not a regular file");
}

TEST_CASE("read_source: a file without permission", "[puzzle]") {
  if (::geteuid() == 0) return;  // who may read everything
  const test::TemporaryFolder folder;
  const std::string path = folder.write("secret", "x");
  ::chmod(path.c_str(), 0);
  CHECK(problem(path) == "cannot be opened: Permission denied");
}
