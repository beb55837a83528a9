#include "app/generator.h"

#include <array>
#include <cassert>
#include <memory>

#include "app/program_generator.h"
#include "syntax/parser.h"

namespace asyncq::app {

namespace {

constexpr std::array<GeneratorTopic, 12> kTopics = {{
    {"ticks", 1},
    {"microtasks", 1},
    {"timers", 1},
    {"immediates", 1},
    {"promises", 2},
    {"async", 3},
    {"errors", 3},
    {"loops", 3},
    {"combinators", 4},
    {"thenables", 4},
    {"generators", 5},
    {"classes", 5},
}};

}  // namespace

std::span<const GeneratorTopic> generator_topics() {
  return kTopics;
}

syntax::Program generate_program(const GeneratorOptions& options) {
  const std::string text = ProgramGenerator(options).program();
  syntax::ParseOptions parse;
  parse.file = std::make_shared<const support::SourceFile>("generated.js", text);
  support::Result<syntax::Program> tree = syntax::parse_program(text, parse);
  assert(tree.ok());  // every production writes JavaScript that asyncq models
  return std::move(tree).value();
}

}  // namespace asyncq::app
