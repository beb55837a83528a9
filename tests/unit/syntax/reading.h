#pragma once
// Tables of texts and what they are read as, for the tests of the parser.

#include <string>
#include <string_view>

#include "syntax/parser.h"
#include "syntax/printer.h"
#include "tests/support/catch.h"

namespace asyncq::test {

// The text, parsed and printed; or the diagnostics, a line each: "line:column: message [hint]".
inline std::string reading_of(std::string_view text, syntax::SourceKind kind = syntax::SourceKind::script) {
  syntax::ParseOptions options;
  options.kind = kind;
  const auto program = syntax::parse_program(text, options);
  if (program) return syntax::print(*program);
  std::string out;
  for (const support::Diagnostic& error : program.errors()) {
    out += std::to_string(error.range.begin.line) + ":" + std::to_string(error.range.begin.column) + ": " +
           error.message;
    if (!error.hint.empty()) out += " [" + error.hint + "]";
    out += "\n";
  }
  return out;
}

struct Reading {
  std::string_view text;
  std::string_view read;  // without the newline at the end
};

template <std::size_t N>
void check_readings(const Reading (&readings)[N], syntax::SourceKind kind = syntax::SourceKind::script) {
  for (const Reading& reading : readings) {
    INFO(reading.text);
    CHECK(reading_of(reading.text, kind) == std::string(reading.read) + "\n");
  }
}

// Texts that are accepted.
template <std::size_t N>
void check_accepted(const std::string_view (&texts)[N],
                    syntax::SourceKind kind = syntax::SourceKind::script) {
  for (const std::string_view text : texts) {
    syntax::ParseOptions options;
    options.kind = kind;
    const auto program = syntax::parse_program(text, options);
    INFO(text);
    CHECK((program.ok() ? std::string() : program.errors().front().message).empty());
  }
}

template <std::size_t N>
void check_refused(const std::string_view (&texts)[N], syntax::SourceKind kind = syntax::SourceKind::script) {
  for (const std::string_view text : texts) {
    syntax::ParseOptions options;
    options.kind = kind;
    INFO(text);
    CHECK_FALSE(syntax::parse_program(text, options).ok());
  }
}

}  // namespace asyncq::test
