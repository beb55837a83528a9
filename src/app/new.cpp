#include <filesystem>
#include <string_view>

#include "app/commands.h"
#include "app/console.h"
#include "app/output_file.h"
#include "puzzle/course.h"

namespace asyncq::app {

namespace {

constexpr std::string_view kHead = R"(asyncq: 1                          # the format's version
title: A new puzzle
runtime: node                      # 'asyncq runtimes' lists the others
level: 1                           # 1 to 5
topics: [promises, timers]
prompt: |
  In which order are the lines printed?
)";

constexpr std::string_view kProgram = R"(program:
  - setTimeout: {ms: 0, do: [log: timer]}
  - on: Promise.resolve()
    chain:
      - then: [log: listener]
  - log: end of script
)";

constexpr std::string_view kCode = R"(code: |
  setTimeout(() => console.log('timer'), 0);
  Promise.resolve().then(() => console.log('listener'));
  console.log('end of script');
)";

constexpr std::string_view kTail = R"(explanation: |
  The script ends first. Then the microtasks run, where listeners of promises wait, and the timer after them.
expect:                            # your key: 'asyncq check' compares it with the model
  - end of script
  - listener
  - timer
)";

constexpr std::string_view kCourse = R"(asyncq: 1                          # the format's version
title: A new course
scoring: exact                     # or prefix, lcs: for the puzzles that say none
puzzles:                           # paths from here: of a puzzle, or a pattern for several
  - puzzles/*.yaml
)";

bool names_yaml(const std::filesystem::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

}  // namespace

int new_puzzle(const NewOptions& options, World& world) {
  Console console(world, options.common);
  const bool is_course = puzzle::is_course_file(options.file);
  if (is_course && options.code)
    return console.fail("--code is for puzzles: '" + options.file + "' is a course");
  std::string text(is_course ? kCourse : kHead);
  if (!is_course) text.append(options.code ? kCode : kProgram).append(kTail);
  if (options.file == "-") return console.deliver(text, 0);
  if (!names_yaml(options.file)) {
    return console.fail("a puzzle's file is named .yaml or .yml: '" + options.file + "' is not");
  }
  if (std::filesystem::path(options.file).stem().extension() == ".answer") {
    return console.fail("'" + options.file +
                        "' is named like an answer file, which no command takes for a puzzle");
  }
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(options.file, error))) {
    return console.fail("'" + options.file + "' is there already, and is left as it is");
  }
  if (const std::error_code failed = write_whole_file(options.file, text)) {
    return console.fail("cannot write '" + options.file + "': " + failed.message());
  }
  return 0;
}

}  // namespace asyncq::app
