// parse(print(tree)) == tree: for random trees and for every program of the repository.
//
// ASYNCQ_RANDOM_TREES is how many random trees are tried (thousands if it is not set), ASYNCQ_RANDOM_SEED the
// seed of the first.

#include <cstdlib>

#include "puzzle/puzzle.h"
#include "syntax/parser.h"
#include "syntax/printer.h"
#include "tests/differential/alphabet.h"
#include "tests/support/catch.h"
#include "tests/support/files.h"
#include "tests/support/random_ast.h"

using namespace asyncq;

namespace {

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* value = std::getenv(name);
  return value == nullptr ? fallback : std::strtoull(value, nullptr, 10);
}

syntax::ParseOptions options_for(syntax::SourceKind kind) {
  syntax::ParseOptions options;
  options.kind = kind;
  return options;
}

// Why the printed tree is not read as the tree; empty if it is.
std::string lost_in_print(const syntax::Program& program) {
  const std::string text = syntax::print(program);
  const auto reread = syntax::parse_program(text, options_for(program.kind));
  if (!reread) return "what is printed is refused: " + support::format(reread.errors()) + text;
  if (!(*reread == program)) return "what is printed means something else:\n" + text;
  return {};
}

// How many of the JavaScript texts are programs; each of them is read back as itself.
std::size_t check_texts_below(std::string_view folder) {
  std::size_t programs = 0;
  for (const auto& path : test::files_below(test::source_path(folder), {".js", ".cjs", ".mjs"})) {
    const bool module = path.extension() == ".mjs";
    const auto program = syntax::parse_program(
        test::read_file(path), options_for(module ? syntax::SourceKind::module : syntax::SourceKind::script));
    if (!program) continue;
    ++programs;
    INFO(path.string());
    CHECK(lost_in_print(*program) == "");
  }
  return programs;
}

std::size_t check_puzzles_below(std::string_view folder) {
  std::size_t puzzles = 0;
  for (const auto& path : test::files_below(test::source_path(folder), {".yaml"})) {
    const auto loaded = puzzle::load_puzzle(path.string(), {});
    if (!loaded) continue;
    ++puzzles;
    INFO(path.string());
    const auto& [kind, body, later_scripts] = loaded->program;
    CHECK(lost_in_print({kind, body, {}}) == "");
    for (const auto& script : later_scripts) CHECK(lost_in_print({kind, script, {}}) == "");
  }
  return puzzles;
}

}  // namespace

TEST_CASE("round trip: random trees", "[syntax][property]") {
  const std::uint64_t count = setting("ASYNCQ_RANDOM_TREES", 4000);
  const std::uint64_t first = setting("ASYNCQ_RANDOM_SEED", 1);
  test::RandomTree::ExpressionKinds expressions;
  test::RandomTree::StatementKinds statements;
  std::size_t lost = 0;
  for (std::uint64_t seed = first; seed < first + count && lost < 10; ++seed) {
    test::RandomTree tree(seed);
    const std::string why = lost_in_print(tree.program());
    expressions |= tree.expression_kinds();
    statements |= tree.statement_kinds();
    if (why.empty()) continue;
    ++lost;
    FAIL_CHECK("seed " << seed << ": " << why);
  }
  if (count < 1000) return;
  CHECK(expressions.all());
  CHECK(statements.all());
}

TEST_CASE("round trip: the repository's programs", "[syntax][property]") {
  CHECK(check_texts_below("tests/conformance") > 300);
  CHECK(check_texts_below("tests/golden/inputs") > 2);
  CHECK(check_texts_below("tests/bench/programs") > 5);
  CHECK(check_texts_below("tests/fuzz/corpus/javascript") > 10);
  CHECK(check_texts_below("tests/fuzz/corpus/run") > 30);
  CHECK(check_puzzles_below("puzzles") > 50);
  CHECK(check_puzzles_below("tests/golden/inputs") > 3);
  CHECK(check_puzzles_below("tests/fuzz/corpus/puzzle") > 3);
}

TEST_CASE("round trip: the words of the differential tests' alphabet", "[syntax][property]") {
  const std::size_t size = test::alphabet_size();
  for (std::size_t number = 0; number < size * size; ++number) {
    const auto program =
        syntax::parse_program(test::word(2, number), options_for(syntax::SourceKind::script));
    REQUIRE(program.ok());
    CHECK(lost_in_print(*program) == "");
  }
}
