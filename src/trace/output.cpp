#include "trace/output.h"

#include "support/text.h"

namespace asyncq::trace {

const char* name(EndingKind kind) {
  switch (kind) {
    case EndingKind::completed:
      return "completed";
    case EndingKind::uncaught:
      return "uncaught";
    case EndingKind::unhandled_rejection:
      return "unhandled_rejection";
    case EndingKind::exited:
      return "exited";
    case EndingKind::unsettled_top_level_await:
      return "unsettled_top_level_await";
    case EndingKind::starved:
      return "starved";
    case EndingKind::limit:
      return "limit";
    case EndingKind::cut_short:
      return "cut_short";
  }
  return "completed";
}

bool came_to_an_end(const Ending& ending) {
  return ending.kind != EndingKind::limit && ending.kind != EndingKind::starved;
}

std::string Outcome::bytes(Stream stream) const {
  std::string out;
  for (const Chunk& chunk : output) {
    if (chunk.stream == stream) out += chunk.bytes;
  }
  return out;
}

std::vector<std::string> Outcome::lines(Stream stream) const {
  return support::split_lines(bytes(stream));
}

}  // namespace asyncq::trace
