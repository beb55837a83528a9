// The command line: options, their help, and dispatch.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <exception>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/commands.h"
#include "app/console.h"
#include "app/generator.h"
#include "support/diagnostic.h"

namespace {

using namespace asyncq;

constexpr int kOurFault = 3;
constexpr const char* kTryHelp = "'asyncq --help' says what they do";

constexpr const char* kExitStatus =
    "\nExit status: 0 all right; 1 an answer is wrong or a check failed; 2 usage error or invalid input;\n"
    "3 a fault of asyncq itself. With several targets the worst decides, in the order 3, 2, 1, 0.\n";

constexpr const char* kGradeFooter =
    "\nWhere the answer comes from: --predict, --answers or '-' if given; else the puzzle's own "
    "'prediction:',\n"
    "else the file beside it (name.answer.yaml, name.answer.txt).\n"
    "\n"
    "What --reveal shows:\n"
    "  never   status, score and points; no line at all, not even the student's own (a right answer is the "
    "key)\n"
    "  right   of a wrong answer, the student's own lines and where they stop being right; of a right one,\n"
    "          everything, the explanation included (this is the default)\n"
    "  always  the expected lines and the explanation, whatever the answer\n"
    "\n"
    "Examples:\n"
    "  asyncq grade puzzle.yaml --predict 'end, tick, then, timer'\n"
    "  asyncq grade puzzle.yaml - < answer.txt\n"
    "  asyncq grade course.yaml --answers answers/ --format json --output grades.json\n"
    "  asyncq grade puzzles/ --answers ada.yaml --reveal always\n";

constexpr const char* kRunFooter =
    "\nWithout --all, --replay or --seed nothing is ever late: the order of an ideal machine.\n"
    "--all lists each order that a real one can print, with a token that replays it and the races that led\n"
    "there; puzzles/README.md says what races.\n"
    "\nExamples:\n"
    "  asyncq run puzzle.yaml\n"
    "  asyncq run snippet.mjs --exit-code\n"
    "  asyncq run race.js --all\n"
    "  asyncq run race.js --replay 5k-7q2d\n"
    "  asyncq run race.js --seed 7\n"
    "  echo 'setTimeout(() => console.log(1))' | asyncq run - --format json\n";

constexpr const char* kShowFooter =
    "\nExamples:\n"
    "  asyncq show puzzle.yaml\n"
    "  asyncq show puzzle.yaml --markdown --output handout.md\n"
    "  asyncq show puzzle.yaml --output program.cjs && node program.cjs\n"
    "  asyncq show snippet.js --yaml --output puzzle.yaml\n"
    "\n"
    "Save the program to a file to run it: Node treats a script on its standard input otherwise ('node "
    "-').\n";

constexpr const char* kVerifyFooter =
    "\nNothing is fetched: an engine that is not there is refused, with the command that installs it.\n"
    "\nExamples:\n"
    "  asyncq verify puzzle.yaml\n"
    "  asyncq verify puzzles/ --engine node18\n"
    "  asyncq verify race.js --engine ~/bin/node --times 200\n";

constexpr const char* kCompareFooter =
    "\nExamples:\n"
    "  asyncq compare puzzle.yaml\n"
    "  asyncq compare puzzle.yaml --runtimes node10,node12,bun,browser\n"
    "  asyncq compare snippet.mjs --format json\n";

constexpr const char* kRuntimesFooter =
    "\nExamples:\n"
    "  asyncq runtimes\n"
    "  asyncq runtimes --format json\n";

constexpr const char* kNewFooter =
    "\nA file that is there already is never written over. course.yaml becomes a course manifest.\n"
    "\nExamples:\n"
    "  asyncq new puzzle.yaml\n"
    "  asyncq new puzzle.yaml --code\n"
    "  asyncq new course.yaml\n"
    "  asyncq new - | asyncq check -\n";

constexpr const char* kGenerateFooter =
    "\nEach program ends, prints one possible output, and is made anew by the command in its first line.\n"
    "\nExamples:\n"
    "  asyncq generate --seed 7 > exercise.js\n"
    "  asyncq generate --level 1 --topics ticks,microtasks\n"
    "  asyncq generate --count 100 --format json --output exercises.json\n";

constexpr const char* kCheckFooter =
    "\nExamples:\n"
    "  asyncq check puzzle.yaml\n"
    "  asyncq check puzzles/ --format junit --output check.xml\n"
    "  asyncq check course.yaml --quiet\n";

// CLI11 reads "-4" as a large unsigned number, and one that is too large as the largest.
const CLI::Validator kUnsigned(
    [](const std::string& text) {
      const bool ok = !text.empty() && text.front() >= '0' && text.front() <= '9';
      if (!ok) return "'" + text + "' is not a number from 0 up";
      std::uint64_t value = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
      return read.ec == std::errc::result_out_of_range ? "'" + text + "' is larger than 2^64 - 1"
                                                       : std::string();
    },
    "");

// A value that is there and empty is as a rule a variable of the shell that is not set.
const CLI::Validator kNotEmpty(
    [](const std::string& text) { return text.empty() ? std::string("its value is empty") : std::string(); },
    "");

const CLI::Validator kNotZero(
    [](const std::string& text) {
      return text == "0" ? std::string("it must be 1 at least") : std::string();
    },
    "");

// Bytes, with k, m and g. CLI11's own takes long to make, and few command lines have one.
const CLI::Validator kSize([](std::string& text) { return CLI::AsSizeValue(false)(text); }, "");

void add_output(CLI::App& command, app::CommonOptions& options) {
  command
      .add_option("-o,--output", options.output,
                  "Write the result to this file, whole or not at all; '-' is standard output")
      ->check(kNotEmpty)
      ->type_name("FILE");
  command.add_option("--color", options.color, "auto, always or never (NO_COLOR is heeded)")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  auto* quiet = command.add_flag_callback(
      "-q,--quiet", [&options] { options.verbosity = report::Verbosity::quiet; },
      "Say no more than is asked");
  command
      .add_flag_callback(
          "-v,--verbose", [&options] { options.verbosity = report::Verbosity::verbose; }, "Say more")
      ->excludes(quiet);
}

void add_common(CLI::App& command, app::CommonOptions& options) {
  add_output(command, options);
  command
      .add_option("--max-input", options.load.max_input,
                  "Refuse larger input files (default: 1m; k, m and g are understood)")
      ->transform(kSize)
      ->transform(kUnsigned)  // the last one added sees the text first
      ->type_name("BYTES");
}

void add_runtime(CLI::App& command, app::CommonOptions& options) {
  command.add_option("-r,--runtime", options.runtime, "Model this runtime, not the puzzle's own")
      ->check(kNotEmpty)
      ->type_name("ID");
}

void add_run_limits(CLI::App& command, app::CommonOptions& options) {
  command
      .add_option("--max-steps", options.limits.max_steps,
                  "Stop a program after so many jobs, calls and loops")
      ->check(kUnsigned)
      ->type_name("N");
  command.parse_complete_callback([&options] {
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max() / app::kRunsOfWalk;
    options.budget.max_steps = std::min(options.limits.max_steps, kMost) * app::kRunsOfWalk;
  });
  command
      .add_option("--max-memory", options.limits.max_memory, "Stop a program that holds more (default: 256m)")
      ->transform(kSize)
      ->transform(kUnsigned)  // the last one added sees the text first
      ->type_name("BYTES");
}

void add_budget(CLI::App& command, app::CommonOptions& options) {
  command
      .add_option("--max-orders", options.budget.max_orders,
                  "Stop looking after so many different orders (default: 1000)")
      ->check(kUnsigned & kNotZero)
      ->type_name("N");
  command
      .add_option("--max-states", options.budget.max_states,
                  "Stop looking after so many points at which events race (default: 10000)")
      ->check(kUnsigned & kNotZero)
      ->type_name("N");
}

void add_format(CLI::App& command, app::CommonOptions& options, const char* formats) {
  command.add_option("-f,--format", options.format, formats)->type_name("FORMAT");
}

void add_exit_zero(CLI::App& command, app::CommonOptions& options) {
  command.add_flag("--exit-zero", options.exit_zero, "End with status 0 whatever the results are");
}

// The subcommands with what they parse into.
class CommandLine {
 public:
  CommandLine() {
    root_.set_version_flag("-V,--version", "asyncq " + std::string(report::version()), "Print the version");
    root_.require_subcommand(1);
    root_.footer("\n'asyncq COMMAND --help' says more, with examples.\n" + std::string(kExitStatus));
  }

  // The exit status.
  int main(int argc, const char* const* argv, app::World& world) {
    const std::string_view word = argc > 1 ? argv[1] : "";
    const Command* named = find_command(word);
    if (named == nullptr && !word.starts_with("-")) return refuse_command(std::string(word), world);
    try {
      // Options are made for the command that is named alone: those of all take longer than many a run.
      for (const Command& command : kCommands) {
        if (named != nullptr && named != &command) continue;
        (this->*command.add_options)(*root_.add_subcommand(command.name, command.description));
      }
      root_.parse(argc, argv);
    } catch (const CLI::Success& asked) {  // --help, --version
      std::ostringstream text;
      root_.exit(asked, text, text);
      return app::Console(world, {}).deliver(text.str(), 0);
    } catch (const CLI::ParseError& error) {
      return usage_error(error, format_in(argc, argv), world);
    }
    return (this->*find_command(root_.get_subcommands().front()->get_name())->execute)(world);
  }

 private:
  struct Command {
    const char* name;
    const char* description;
    void (CommandLine::*add_options)(CLI::App& command);
    int (CommandLine::*execute)(app::World& world);
  };
  static const std::array<Command, 9> kCommands;

  static const Command* find_command(std::string_view name) {
    const auto found = std::find_if(kCommands.begin(), kCommands.end(),
                                    [name](const Command& command) { return command.name == name; });
    return found == kCommands.end() ? nullptr : &*found;
  }

  void add_grade_options(CLI::App& command) {
    command
        .add_option("targets", grade_options_.targets,
                    "Puzzles, .js files, folders or course manifests; '-' is a puzzle on standard input,\n"
                    "or, after other targets, the answer")
        ->type_name("TARGET")
        ->required();
    command
        .add_option("-a,--answers", grade_options_.answers,
                    "A student's answer file, a folder with a file or a folder for each student, or '-'")
        ->check(kNotEmpty)
        ->type_name("PATH");
    command
        .add_option("-p,--predict", grade_options_.predict, "The answer itself: 'a, b, c' (\\, is a comma)")
        ->type_name("LINES");
    command.add_option("--reveal", grade_options_.reveal, "What the report may show: never, right or always")
        ->type_name("WHEN");
    add_format(command, grade_options_.common, "text, json or junit");
    add_runtime(command, grade_options_.common);
    add_run_limits(command, grade_options_.common);
    add_budget(command, grade_options_.common);
    add_common(command, grade_options_.common);
    add_exit_zero(command, grade_options_.common);
    command.footer(kGradeFooter + std::string(kExitStatus));
  }

  void add_run_options(CLI::App& command) {
    command.add_option("file", run_options_.file, "A puzzle or a .js or .mjs file; '-' is standard input")
        ->type_name("FILE")
        ->required();
    command.add_flag("--exit-code", run_options_.exit_code,
                     "End with the status that the program would end with");
    auto* all = command.add_flag("--all", run_options_.all, "Print each legal order once, with what races");
    auto* replay = command.add_option("--replay", run_options_.replay, "Take the course of this token")
                       ->check(kNotEmpty)
                       ->type_name("TOKEN")
                       ->excludes(all);
    command
        .add_option("--seed", run_options_.seed, "Decide each race at random, the same for the same number")
        ->check(kUnsigned)
        ->type_name("N")
        ->excludes(all)
        ->excludes(replay);
    add_budget(command, run_options_.common);
    add_format(command, run_options_.common, "text or json");
    add_runtime(command, run_options_.common);
    add_run_limits(command, run_options_.common);
    add_common(command, run_options_.common);
    command.footer(kRunFooter);
  }

  void add_show_options(CLI::App& command) {
    command.add_option("file", show_options_.file, "A puzzle or a .js or .mjs file; '-' is standard input")
        ->type_name("FILE")
        ->required();
    auto* markdown =
        command.add_flag("--markdown", show_options_.markdown, "A handout: title, prompt and program");
    command
        .add_flag("--yaml", show_options_.yaml,
                  "A puzzle file: the program as YAML statements where they can say it, else as code")
        ->excludes(markdown);
    add_common(command, show_options_.common);
    command.footer(kShowFooter);
  }

  void add_check_options(CLI::App& command) {
    command
        .add_option("paths", check_options_.paths,
                    "Puzzles, folders or course manifests; '-' is standard input")
        ->type_name("PATH")
        ->required();
    add_format(command, check_options_.common, "text, json or junit");
    add_runtime(command, check_options_.common);
    add_run_limits(command, check_options_.common);
    add_budget(command, check_options_.common);
    add_common(command, check_options_.common);
    add_exit_zero(command, check_options_.common);
    command.footer(kCheckFooter + std::string(kExitStatus));
  }

  void add_verify_options(CLI::App& command) {
    command
        .add_option("paths", verify_options_.paths,
                    "Puzzles, .js and .mjs files, folders or course manifests; '-' is standard input")
        ->type_name("PATH")
        ->required();
    command
        .add_option("-e,--engine", verify_options_.engine,
                    "A path, the id of a runtime whose engine is in the cache (node18, deno), or\n"
                    "node, deno or bun on PATH (default: node)")
        ->check(kNotEmpty)
        ->type_name("ENGINE");
    command.add_option("-n,--times", verify_options_.times, "How often each is run (default: 1)")
        ->check(kUnsigned)
        ->type_name("N");
    add_format(command, verify_options_.common, "text or json");
    add_runtime(command, verify_options_.common);
    add_run_limits(command, verify_options_.common);
    add_budget(command, verify_options_.common);
    add_common(command, verify_options_.common);
    add_exit_zero(command, verify_options_.common);
    command.footer(kVerifyFooter + std::string(kExitStatus));
  }

  void add_compare_options(CLI::App& command) {
    command
        .add_option("file", compare_options_.file, "A puzzle or a .js or .mjs file; '-' is standard input")
        ->type_name("FILE")
        ->required();
    command
        .add_option("--runtimes", compare_options_.runtimes,
                    "These, in this order (default: all that are modelled)")
        ->check(kNotEmpty)
        ->delimiter(',')
        ->type_name("ID,…");
    // As other commands have it: refused by a word on what is meant, and in no --help.
    command.add_option("-r,--runtime", compare_options_.common.runtime, "")
        ->check(CLI::Validator(
            [](const std::string& id) {
              return "compare shows several runtimes side by side: --runtimes " + (id.empty() ? "ID" : id) +
                     ",…";
            },
            ""))
        ->group("");
    add_format(command, compare_options_.common, "text or json");
    add_run_limits(command, compare_options_.common);
    add_common(command, compare_options_.common);
    command.footer(kCompareFooter);
  }

  void add_runtimes_options(CLI::App& command) {
    add_format(command, runtimes_options_.common, "text or json");
    add_common(command, runtimes_options_.common);
    command.footer(kRuntimesFooter);
  }

  void add_new_options(CLI::App& command) {
    command.add_option("file", new_options_.file, "The file to make; '-' is standard output")
        ->required()
        ->type_name("FILE");
    command.add_flag("--code", new_options_.code, "With the program as JavaScript");
    command.footer(kNewFooter);
  }

  void add_generate_options(CLI::App& command) {
    command
        .add_option("--seed", generate_options_.seed,
                    "Of the first program; the next has the next (default: 1)")
        ->check(kUnsigned)
        ->type_name("N");
    command
        .add_option("--count", generate_options_.count,
                    "How many, up to 100000 (default: 1); as text, several are written to no file")
        ->check(kUnsigned)
        ->type_name("N");
    command
        .add_option("--level", generate_options_.level,
                    "How hard: 1 (queues and timers) to 5 (everything); default: 3")
        ->type_name("1-5");
    command.add_option("--topics", generate_options_.topics, "Only these constructs, whatever the level")
        ->delimiter(',')
        ->type_name("TOPIC,…");
    add_format(command, generate_options_.common, "text or json");
    add_output(command, generate_options_.common);
    std::string topics = "\nTopics:";
    for (const app::GeneratorTopic& topic : app::generator_topics()) topics += " " + std::string(topic.name);
    command.footer(topics + "\n" + kGenerateFooter);
  }

  // Before parsing, so that a slip in the command is not reported as one in what follows.
  static int refuse_command(const std::string& word, app::World& world) {
    std::vector<std::string> names;
    std::string list;
    for (const Command& command : kCommands) {
      names.emplace_back(command.name);
      list += (list.empty() ? "" : ", ") + names.back();
    }
    const std::string near = suggestion(word, names);
    if (word.empty()) return app::Console(world, {}).fail("a command is needed: " + list, kTryHelp);
    if (word == "help")
      return app::Console(world, {}).fail("there is no command 'help'", "did you mean 'asyncq --help'?");
    return app::Console(world, {}).fail("there is no command '" + word + "': the commands are " + list,
                                        near.empty() ? kTryHelp : near);
  }

  // What --format asks for, of a command line that could not be parsed.
  static std::string format_in(int argc, const char* const* argv) {
    std::string format = "text";
    for (int i = 1; i < argc; ++i) {
      const std::string_view word = argv[i];
      if (word == "--") break;
      if ((word == "-f" || word == "--format") && i + 1 < argc) format = argv[i + 1];
      if (word.starts_with("--format=")) format = word.substr(word.find('=') + 1);
      if (word.starts_with("-f") && word.size() > 2) format = word.substr(2);
    }
    return format;
  }

  // format: in which the failure is reported.
  int usage_error(const CLI::ParseError& error, const std::string& format, app::World& world) {
    const auto parsed = root_.get_subcommands();
    const CLI::App& command = parsed.empty() ? root_ : *parsed.front();
    const std::string help = "'" + std::string(parsed.empty() ? "asyncq" : "asyncq " + command.get_name()) +
                             " --help' lists the options";
    app::CommonOptions options;
    options.format = format;
    app::Console console(world, options, parsed.empty() ? "" : command.get_name());
    const std::vector<std::string> extras = command.remaining();
    if (extras.empty()) return console.fail(error.what(), help);
    const std::string& extra = extras.front();
    if (!extra.starts_with("-")) return console.fail("'" + extra + "' is one argument too many", help);
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    const std::string near = suggestion(extra.substr(0, extra.find('=')), names);
    return console.fail("there is no option '" + extra + "'", near.empty() ? help : near);
  }

  static std::string suggestion(const std::string& word, const std::vector<std::string>& names) {
    const std::string_view near = support::nearest(word, {names.begin(), names.end()});
    return near.empty() ? "" : "did you mean '" + std::string(near) + "'?";
  }

  CLI::App root_{"Grades ordering puzzles about asynchronous JavaScript", "asyncq"};
  int grade(app::World& world) { return app::grade(grade_options_, world); }
  int run(app::World& world) { return app::run(run_options_, world); }
  int show(app::World& world) { return app::show(show_options_, world); }
  int check(app::World& world) { return app::check(check_options_, world); }
  int verify(app::World& world) { return app::verify(verify_options_, world); }
  int compare(app::World& world) { return app::compare(compare_options_, world); }
  int list_runtimes(app::World& world) { return app::list_runtimes(runtimes_options_, world); }
  int new_puzzle(app::World& world) { return app::new_puzzle(new_options_, world); }
  int generate(app::World& world) { return app::generate(generate_options_, world); }

  app::GradeOptions grade_options_;
  app::RunOptions run_options_;
  app::ShowOptions show_options_;
  app::CheckOptions check_options_;
  app::VerifyOptions verify_options_;
  app::CompareOptions compare_options_;
  app::RuntimesOptions runtimes_options_;
  app::NewOptions new_options_;
  app::GenerateOptions generate_options_;
};

const std::array<CommandLine::Command, 9> CommandLine::kCommands = {{
    {"grade", "Grade predictions of what puzzles print", &CommandLine::add_grade_options,
     &CommandLine::grade},
    {"run", "Print exactly what a program prints", &CommandLine::add_run_options, &CommandLine::run},
    {"show", "Print a puzzle's program as JavaScript, without its key", &CommandLine::add_show_options,
     &CommandLine::show},
    {"check", "Check puzzles and courses as their author should", &CommandLine::add_check_options,
     &CommandLine::check},
    {"verify", "Run programs on a real engine and compare with the model", &CommandLine::add_verify_options,
     &CommandLine::verify},
    {"compare", "Show what one program prints under several runtimes, and why",
     &CommandLine::add_compare_options, &CommandLine::compare},
    {"runtimes", "List the runtimes modelled and what sets each apart", &CommandLine::add_runtimes_options,
     &CommandLine::list_runtimes},
    {"new", "Begin a new puzzle from a template", &CommandLine::add_new_options, &CommandLine::new_puzzle},
    {"generate", "Make random programs, as exercises", &CommandLine::add_generate_options,
     &CommandLine::generate},
}};

void admit_fault(app::World& world, std::string_view what) {
  app::Console(world, {}).fail("this is a fault of asyncq itself: " + std::string(what));
}

}  // namespace

int main(int argc, char** argv) {
  app::SystemWorld world;
  try {
    return CommandLine().main(argc, argv, world);
  } catch (const std::exception& error) {
    admit_fault(world, error.what());
  } catch (...) {
    admit_fault(world, "an unknown exception");
  }
  return kOurFault;
}
