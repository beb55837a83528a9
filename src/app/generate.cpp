#include <algorithm>
#include <limits>

#include "app/commands.h"
#include "app/console.h"
#include "app/fill.h"
#include "app/generator.h"
#include "syntax/printer.h"

namespace asyncq::app {

namespace {

constexpr std::uint64_t kMostPrograms = 100'000;  // at once: the report is made whole before it is written

bool topics_exist(const std::vector<std::string>& topics, Console& console) {
  std::vector<std::string_view> known;
  for (const GeneratorTopic& topic : generator_topics()) known.push_back(topic.name);
  return std::all_of(topics.begin(), topics.end(),
                     [&](const std::string& topic) { return console.choose("--topics", topic, known); });
}

// The command line that makes this one program again.
std::string recipe(const GeneratorOptions& generator) {
  std::string line =
      fill("asyncq generate --seed @1 --level @2", {std::to_string(generator.seed), generator.level});
  std::string topics;
  for (const std::string& topic : generator.topics) topics += (topics.empty() ? " --topics " : ",") + topic;
  return line + topics;
}

}  // namespace

int generate(const GenerateOptions& options, World& world) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("generate", [](const report::Renderer& row) { return row.generate != nullptr; });
  if (renderer == nullptr) return 2;
  if (options.level < 1 || options.level > 5)
    return console.fail("--level is from 1 to 5, not " + std::to_string(options.level));
  if (options.count < 1 || options.count > kMostPrograms)
    return console.fail("--count is from 1 to 100000, not " + std::to_string(options.count),
                        options.count == 0 ? "" : "for more, begin again with another --seed");
  if (options.seed > std::numeric_limits<std::uint64_t>::max() - (options.count - 1))
    return console.fail("the seeds of --count programs, from --seed on, would be larger than 2^64 - 1");
  if (options.count > 1 && options.common.format == "text" && options.common.writes_file())
    return console.fail("several programs in one file are none: their names are declared twice",
                        "--format json keeps them apart; or write a file for each --seed");
  if (!topics_exist(options.topics, console)) return 2;

  report::GenerateReport report;
  for (std::uint64_t i = 0; i < options.count; ++i) {
    const GeneratorOptions generator{options.seed + i, options.level, options.topics};
    report.programs.push_back({recipe(generator), syntax::print(generate_program(generator))});
  }
  return console.deliver(renderer->generate(report, console.style()), 0);
}

}  // namespace asyncq::app
