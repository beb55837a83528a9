// The reference in puzzles/README.md says only what is so: each example loads, and each list of statements
// means the JavaScript that stands under it.

#include <filesystem>

#include "puzzle/course.h"
#include "puzzle/statements.h"
#include "support/text.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/unit/puzzle/loading.h"

using namespace asyncq;

namespace {

struct Fence {
  std::string language;
  std::string text;
  std::size_t line = 0;  // of its first line of text
};

std::vector<Fence> fences(const std::string& markdown) {
  std::vector<Fence> out;
  bool inside = false;
  std::size_t number = 0;
  std::size_t indent = 0;
  for (const std::string& line : support::split_lines(markdown)) {
    ++number;
    const std::string_view content = support::trim(line);
    if (content.starts_with("```")) {
      inside = !inside;
      indent = line.find('`');
      if (inside) out.push_back({std::string(content.substr(3)), "", number + 1});
    } else if (inside) {
      out.back().text += line.substr(std::min(indent, line.size())) + "\n";
    }
  }
  return out;
}

std::string indented(const std::string& text) {
  std::string out;
  for (const std::string& line : support::split_lines(text)) out += "  " + line + "\n";
  return out;
}

bool is_file_example(const Fence& fence) {
  return fence.text.find("asyncq: 1\n") != std::string::npos;
}

}  // namespace

TEST_CASE("readme: every example loads", "[puzzle][readme]") {
  const std::string markdown = test::read_file(test::source_path("puzzles/README.md"));
  std::size_t examples = 0;
  for (const Fence& fence : fences(markdown)) {
    if (fence.language != "yaml") continue;
    ++examples;
    INFO("line " << fence.line);
    if (fence.text.find("puzzles:") != std::string::npos) {
      // Its files do not exist here; what is said about them is all that may be wrong.
      const test::TemporaryFolder folder;
      const auto course = puzzle::load_course(folder.write("course.yaml", fence.text));
      REQUIRE_FALSE(course.ok());
      for (const support::Diagnostic& problem : course.errors()) {
        const bool absent = problem.message.starts_with("there is no file") ||
                            problem.message.starts_with("no puzzle matches");
        CHECK(absent);
      }
      continue;
    }
    CHECK(test::problems_in(is_file_example(fence) ? fence.text : test::puzzle_text(indented(fence.text))) ==
          "");
  }
  CHECK(examples > 20);
}

TEST_CASE("readme: statements mean the JavaScript that stands under them", "[puzzle][readme]") {
  const std::vector<Fence> all = fences(test::read_file(test::source_path("puzzles/README.md")));
  std::size_t pairs = 0;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i].language != "yaml" || all[i + 1].language != "js") continue;
    ++pairs;
    INFO("line " << all[i].line);
    const auto loaded = test::load_text(test::puzzle_text(indented(all[i].text)));
    REQUIRE(loaded.ok());
    CHECK(loaded->program.body == test::javascript(all[i + 1].text).body);
  }
  CHECK(pairs >= 15);
}

TEST_CASE("readme: every statement and every key has its example", "[puzzle][readme]") {
  const std::string markdown = test::read_file(test::source_path("puzzles/README.md"));
  for (const puzzle::StatementRow& row : puzzle::statement_rows()) {
    INFO(row.key);
    const std::string key(row.key);
    const bool shown = markdown.find("- " + key + ":") != std::string::npos ||
                       markdown.find("- " + key + "\n") != std::string::npos ||
                       markdown.find("{" + key + ":") != std::string::npos ||
                       markdown.find("[" + key + "]") != std::string::npos ||
                       markdown.find(" " + key + ": ") != std::string::npos;
    CHECK(shown);
    for (const std::string_view option : row.options) {
      if (!option.empty()) CHECK(markdown.find(std::string(option) + ":") != std::string::npos);
    }
  }
}

TEST_CASE("readme: the puzzle in the project's README loads", "[puzzle][readme]") {
  std::size_t puzzles = 0;
  for (const Fence& fence : fences(test::read_file(test::source_path("README.md")))) {
    if (fence.language != "yaml" || !fence.text.starts_with("asyncq: 1")) continue;
    ++puzzles;
    CHECK(test::problems_in(fence.text) == "");
  }
  CHECK(puzzles == 1);
}
