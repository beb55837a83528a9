// Runs a fuzz target over files, without libFuzzer: corpora are ordinary tests of every build.
//
//   replay_TARGET FILE-OR-FOLDER…

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    std::vector<std::filesystem::path> files = asyncq::test::files_below(argv[i]);
    if (std::filesystem::is_regular_file(argv[i])) files.emplace_back(argv[i]);
    for (const std::filesystem::path& file : files) {
      const std::string bytes = asyncq::test::read_file(file);
      std::fprintf(stderr, "%s\n", file.c_str());  // the last one named is the one that crashed
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++count;
    }
  }
  std::printf("%zu inputs\n", count);
  return count == 0 ? 1 : 0;
}
