#include "report/render.h"

#include <algorithm>
#include <array>

#include "report/formats.h"

namespace asyncq::report {

namespace {

// The text of a run is the program's own bytes, and that of a failure its diagnostics: neither is rendered.
constexpr std::array kRenderers = {
    Renderer{"text", grade_as_text, check_as_text, nullptr, generate_as_text, runtimes_as_text,
             compare_as_text, verify_as_text, nullptr, orders_as_text},
    Renderer{"json", grade_as_json, check_as_json, run_as_json, generate_as_json, runtimes_as_json,
             compare_as_json, verify_as_json, failure_as_json, orders_as_json},
    Renderer{"junit", grade_as_junit, check_as_junit, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
             nullptr},
};

}  // namespace

std::span<const Renderer> renderers() {
  return kRenderers;
}

const Renderer* find_renderer(std::string_view format) {
  const auto* found = std::find_if(kRenderers.begin(), kRenderers.end(),
                                   [&](const Renderer& renderer) { return renderer.format == format; });
  return found == kRenderers.end() ? nullptr : found;
}

std::string_view version() {
  return ASYNCQ_VERSION;
}

}  // namespace asyncq::report
