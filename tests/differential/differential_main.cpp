// The model against real Node on programs that nobody chose.
//
//   asyncq_differential exhaustive [--length N]           every word of the alphabet, up to that length
//   asyncq_differential random [--seed S] [--count N] [--level L]
//                                                         asyncq's generator; level 0: all levels in turn
//   asyncq_differential prove [--seed S] [--count N]      that sharing a process changes nothing for Node
//   asyncq_differential races [--seed S] [--count N] [--times T]
//                                                         programs that race, N generated ones of each kind,
//                                                         each run T times: see races.h
//   asyncq_differential courses [--seed S] [--count N] [--times T]
//                                                         the same programs without an engine: see courses.h
//   common: [--jobs N] [--node PATH] [--runtime ID]
//
// With --runtime it is that runtime, and its engine in the cache (tests/engines/pinned) unless --node names
// another; programs that use what the runtime lacks are passed over.
// Programs share engine processes. One that differs there, or that ends its process, is run in a process of
// its own, and one that differs there too, several times, each until the machine has not stopped it for
// longer than timers of generated programs are apart: a real output that varies is set aside and listed,
// never dropped in silence, and so is one that is another of the program's legal orders, and one of a machine
// that is too busy; a difference that stays is shrunk, shown, and fails the run.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <future>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "app/generator.h"
#include "syntax/printer.h"
#include "tests/differential/alphabet.h"
#include "tests/differential/courses.h"
#include "tests/differential/races.h"
#include "tests/differential/real_node.h"
#include "tests/differential/shrink.h"
#include "tests/support/execute.h"
#include "tests/support/text_difference.h"

using namespace asyncq;

namespace {

constexpr int kSkipped = 77;  // tests/CMakeLists.txt: SKIP_RETURN_CODE
constexpr int kRepetitions = 5;
constexpr double kStoppedMs = 10;       // generated delays are multiples of 20 ms
constexpr std::size_t kChunk = 20'000;  // programs at a time
constexpr int kMostShown = 10;          // mismatches that are shrunk and printed
constexpr int kMostOrders = 5000;       // runs of the model in search of an order

struct Options {
  std::string mode;
  std::size_t length = 2;
  std::uint64_t seed = 1;
  std::size_t count = 2000;
  int level = 0;
  int jobs = 0;  // 0: as many as the mode wants
  std::size_t times = 10;
  std::string node;
  std::string runtime;
};

struct Case {
  std::string name;
  std::string text;
};

test::Observation modelled(const std::string& text, const std::string& runtime,
                           scheduler::Chooser* chooser = nullptr) {
  const test::Execution execution =
      test::execute("program.js", text,
                    {.runtime = runtime.empty() ? "node" : std::string_view(runtime), .chooser = chooser});
  if (!execution.accepted()) return {execution.rejected, -1};
  return {execution.out(), execution.outcome.ending.exit_code};
}

// Whether some choices at the program's races lead to what was observed.
bool is_legal(const std::string& text, const std::string& runtime, const test::Observation& observed) {
  scheduler::ExhaustiveChooser chooser;
  for (int run = 0; run < kMostOrders; ++run) {
    if (modelled(text, runtime, &chooser) == observed) return true;
    if (!chooser.next_run()) return false;
  }
  return false;
}

class Comparison {
 public:
  Comparison(const test::RealNode& real, std::string runtime) : real_(real), runtime_(std::move(runtime)) {}

  void compare(const std::vector<Case>& cases) {
    std::vector<std::string> texts;
    texts.reserve(cases.size());
    for (const Case& one : cases) texts.push_back(one.text);
    // The engine mostly waits for timers: the model runs meanwhile.
    auto shared = std::async(std::launch::async, [&] { return real_.run_shared(texts); });
    std::vector<test::Observation> models;
    models.reserve(cases.size());
    for (const std::string& text : texts) models.push_back(modelled(text, runtime_));
    total_ += cases.size();
    const auto differing = [&](const std::vector<std::size_t>& among, const auto& observed) {
      std::vector<std::size_t> result;
      for (std::size_t i = 0; i < among.size(); ++i) {
        if (observed[i] != models[among[i]]) result.push_back(among[i]);
      }
      return result;
    };
    std::vector<std::size_t> all(cases.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const std::vector<std::size_t> suspects = differing(all, shared.get());
    alone_ += suspects.size();
    std::vector<std::string> suspect_texts;
    for (const std::size_t i : suspects) suspect_texts.push_back(texts[i]);
    for (const std::size_t i : differing(suspects, real_.run_each_alone(suspect_texts)))
      compare_alone(cases[i], models[i]);
  }

  // The exit status of the whole.
  int report() const {
    fmt::print(
        "{} programs against {} {}: {} mismatches, {} run alone, {} set aside because it varied, {} "
        "because it keeps to another of several legal orders, {} because the machine was too busy\n",
        total_, real_.node().name, real_.node().version, mismatches_, alone_, set_aside_.size(),
        other_orders_.size(), disturbed_.size());
    for (const std::string& name : set_aside_) fmt::print("  varied: {}\n", name);
    for (const std::string& name : disturbed_) fmt::print("  machine too busy: {}\n", name);
    for (const std::string& name : other_orders_) fmt::print("  another order: {}\n", name);
    return mismatches_ == 0 && total_ > 0 ? 0 : 1;
  }

 private:
  void compare_alone(const Case& one, const test::Observation& model) {
    const test::Observation first = real_.run_undisturbed(one.text, kStoppedMs);
    if (first == model) return;
    for (int i = 1; i < kRepetitions; ++i) {
      const test::Observation next = real_.run_undisturbed(one.text, kStoppedMs);
      if (next == first && next.stopped_ms < kStoppedMs) continue;
      (next == first ? disturbed_ : set_aside_).push_back(one.name);
      return;
    }
    if (is_legal(one.text, runtime_, first)) {
      other_orders_.push_back(one.name);
      return;
    }
    if (++mismatches_ <= kMostShown) show(one);
  }

  void show(const Case& one) const {
    const auto differs = [this](const std::string& text) {
      const test::Observation model = modelled(text, runtime_);
      if (model.exit_code < 0) return false;
      const test::Observation real = real_.run_undisturbed(text, kStoppedMs);
      return real != model && real_.run_undisturbed(text, kStoppedMs) == real;
    };
    const bool accepted = modelled(one.text, runtime_).exit_code >= 0;
    const std::string least = accepted ? test::shrink(one.text, differs) : one.text;
    const test::Observation real = real_.run_undisturbed(least, kStoppedMs);
    const test::Observation model = modelled(least, runtime_);
    fmt::print("MISMATCH {}, shrunk:\n{}--- {} (exit status {}) against asyncq ({}):\n{}\n", one.name, least,
               real_.node().name, real.exit_code, model.exit_code, test::difference(real.out, model.out));
  }

  const test::RealNode& real_;
  std::string runtime_;
  std::size_t total_ = 0;
  std::size_t alone_ = 0;
  int mismatches_ = 0;
  std::vector<std::string> set_aside_;
  std::vector<std::string> other_orders_;
  std::vector<std::string> disturbed_;
};

// Hands the cases on in chunks.
class Chunks {
 public:
  explicit Chunks(std::function<void(const std::vector<Case>&)> sink) : sink_(std::move(sink)) {}
  void add(Case one) {
    cases_.push_back(std::move(one));
    if (cases_.size() == kChunk) flush();
  }
  void flush() {
    if (!cases_.empty()) sink_(cases_);
    cases_.clear();
  }

 private:
  std::function<void(const std::vector<Case>&)> sink_;
  std::vector<Case> cases_;
};

void add_words(const Options& options, Chunks& chunks) {
  std::size_t words = 1;
  for (std::size_t length = 1; length <= options.length; ++length) {
    words *= test::alphabet_size();
    for (std::size_t number = 0; number < words; ++number) {
      chunks.add({fmt::format("word {} of length {}", number, length), test::word(length, number)});
    }
  }
  chunks.flush();
}

void add_random(const Options& options, Chunks& chunks) {
  // With a runtime that lacks much, most are passed over.
  const std::size_t most = options.runtime.empty() ? options.count : options.count * 20;
  std::size_t added = 0;
  for (std::size_t i = 0; i < most && added < options.count; ++i) {
    app::GeneratorOptions generator;
    generator.seed = options.seed + i;
    generator.level = options.level > 0 ? options.level : static_cast<int>(i % 5) + 1;
    std::string text = syntax::print(app::generate_program(generator));
    if (!options.runtime.empty() && test::lacks_something(text, options.runtime)) continue;
    chunks.add(
        {fmt::format("generate --seed {} --level {}", generator.seed, generator.level), std::move(text)});
    ++added;
  }
  chunks.flush();
}

// Both ways of running must print the same.
int prove(const Options& options, const test::RealNode& real) {
  std::size_t same = 0;
  std::size_t crashed = 0;
  std::vector<std::string> different;
  Chunks chunks([&](const std::vector<Case>& cases) {
    std::vector<std::string> texts;
    for (const Case& one : cases) texts.push_back(one.text);
    const auto shared = real.run_shared(texts);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      std::set<std::string> alone;
      bool equal = false;
      for (int run = 0; run < kRepetitions && !equal; ++run) {
        const test::Observation observation = real.run_alone(cases[i].text);
        equal = shared[i] ? *shared[i] == observation : observation.exit_code != 0;
      }
      crashed += shared[i] ? 0 : 1;
      same += equal ? 1 : 0;
      if (!equal) different.push_back(cases[i].name);
    }
  });
  add_random(options, chunks);
  fmt::print("{} of {} programs print the same alone and in a shared process ({} end their process)\n", same,
             options.count, crashed);
  for (const std::string& name : different) fmt::print("  different: {}\n", name);
  return different.empty() ? 0 : 1;
}

Options parse_options(int argc, char** argv) {
  Options options;
  std::map<std::string, std::string> values;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.starts_with("--") && i + 1 < argc) {
      values[argument.substr(2)] = argv[++i];
    } else {
      options.mode = argument;
    }
  }
  const auto number = [&](const char* name, auto& target) {
    using Number = std::remove_reference_t<decltype(target)>;
    if (values.count(name) == 1)
      target = static_cast<Number>(std::strtoull(values[name].c_str(), nullptr, 10));
  };
  number("length", options.length);
  number("seed", options.seed);
  number("count", options.count);
  number("level", options.level);
  number("jobs", options.jobs);
  number("times", options.times);
  if (values.count("node") == 1) options.node = values["node"];
  if (values.count("runtime") == 1) options.runtime = values["runtime"];
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse_options(argc, argv);
  if (options.mode == "courses") return test::draw_courses({options.seed, options.count, options.times});
  std::vector<test::Node> nodes =
      options.runtime.empty() ? test::find_nodes() : test::find_pinned(options.runtime);
  if (!options.node.empty()) nodes = {test::node_at(options.node)};
  if (nodes.empty() && !options.runtime.empty()) {
    fmt::print(stderr, "SKIPPED: tests/engines/fetch {} puts the engine into the cache\n", options.runtime);
    return kSkipped;
  }
  if (nodes.empty()) return test::no_node_exit_status();
  // A process that runs one program after the other mostly waits for timers; one a program mostly starts.
  const int usual_jobs = nodes.front().is_node() ? 16 : 3;
  const test::RealNode real(nodes.front(), options.jobs > 0 ? options.jobs : usual_jobs);
  if (options.mode == "races") {
    test::RaceOptions races{options.seed, options.count, options.times, 4};
    if (options.jobs > 0) races.jobs = static_cast<std::size_t>(options.jobs);
    return test::compare_races(real, races);
  }
  if (options.mode == "prove") return prove(options, real);

  Comparison comparison(real, options.runtime);
  Chunks chunks([&](const std::vector<Case>& cases) { comparison.compare(cases); });
  if (options.mode == "exhaustive") {
    add_words(options, chunks);
  } else if (options.mode == "random") {
    add_random(options, chunks);
  } else {
    fmt::print(
        stderr,
        "usage: asyncq_differential exhaustive|random|prove|races|courses (see the head of this file)\n");
    return 2;
  }
  return comparison.report();
}
