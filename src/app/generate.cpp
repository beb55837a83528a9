#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/console.h"
#include "app/fill.h"
#include "app/generator.h"
#include "syntax/printer.h"

namespace asyncq::app {

namespace {

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
  if (!console.choose("--format of generate", options.common.format, {"text", "json"})) return 2;
  if (options.level < 1 || options.level > 5) return console.fail("--level is from 1 to 5");
  if (!topics_exist(options.topics, console)) return 2;

  std::string text;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::uint64_t i = 0; i < options.count; ++i) {
    const GeneratorOptions generator{options.seed + i, options.level, options.topics};
    const std::string program = syntax::print(generate_program(generator));
    if (options.common.format == "json") {
      list.push_back({{"command", recipe(generator)}, {"program", program}});
    } else {
      text += fill("@1// @2\n@3", {i == 0 ? "" : "\n", recipe(generator), program});
    }
  }
  if (options.common.format == "json") text = list.dump(2) + "\n";
  return console.deliver(text, 0);
}

}  // namespace asyncq::app
