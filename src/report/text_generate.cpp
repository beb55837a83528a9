// Generated programs as one JavaScript text, each under a comment that says how to make it again.

#include "report/formats.h"

namespace asyncq::report {

std::string generate_as_text(const GenerateReport& report, Style) {
  std::string out;
  for (const GeneratedProgram& each : report.programs) {
    if (!out.empty()) out += '\n';
    out += "// " + each.command + "\n" + each.program;
  }
  return out;
}

}  // namespace asyncq::report
