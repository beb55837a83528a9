#include "puzzle/time_settings.h"

#include <fmt/format.h>

namespace asyncq::puzzle {

std::optional<int> read_jitter(Reader& reader, const Node& root) {
  const Node* time = root.find("time");
  if (time == nullptr) return std::nullopt;
  if (!time->is_mapping()) {
    reader.error(*time, fmt::format("time must be a mapping, not {}", describe(*time)),
                 "as in: time: {jitter: 4}");
    return std::nullopt;
  }
  static constexpr std::string_view kKeys[] = {"jitter"};
  reader.check_keys(*time, kKeys, "'time'");
  const Node* jitter = time->find("jitter");
  if (jitter == nullptr) {
    if (time->entries.empty()) reader.error(*time, "time says nothing", "as in: time: {jitter: 4}");
    return std::nullopt;
  }
  return reader.integer(*jitter, "jitter", 0, kMaxJitterMs);
}

}  // namespace asyncq::puzzle
