#include "program/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "program/compiler.h"
#include "program/unmodelled.h"

namespace asyncq::program {

namespace {

using support::Diagnostics;

void report_undefined_names(const Resolution& resolution, const support::SourceFilePtr& file,
                            Diagnostics& out) {
  const std::vector<std::string_view>& known = known_globals();
  std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const Binding* binding : resolution.scopes.bindings()) candidates.push_back(binding->name);
  std::size_t faults = 0;
  for (const FreeName& name : resolution.free_names) {
    const bool is_known = std::binary_search(known.begin(), known.end(), name.name);
    if (name.guarded || is_known || is_unmodelled_global(name.name)) continue;
    if (++faults > kMaxFaults) return;
    support::SourcePosition end = name.at;
    end.column += static_cast<std::uint32_t>(name.name.size());
    const std::string_view meant = support::nearest(name.name, candidates);
    out.push_back({support::Severity::error,
                   file,
                   {name.at, end},
                   fmt::format("the name '{}' is not defined", name.name),
                   meant.empty() ? std::string{} : fmt::format("did you mean '{}'?", meant)});
  }
}

}  // namespace

support::Result<Program> compile(const syntax::Program& tree, const CompileOptions& options) {
  Resolution resolution = resolve(tree, options.file);
  Diagnostics diagnostics = std::move(resolution.diagnostics);
  if (options.undefined_names_are_errors) report_undefined_names(resolution, options.file, diagnostics);
  for (support::Diagnostic& use : unmodelled_uses(tree, resolution, options.file))
    diagnostics.push_back(std::move(use));
  if (!diagnostics.empty()) return diagnostics;
  Context context{&resolution.scopes, options, {}};
  FunctionCompiler compiler(context, nullptr, nullptr);
  std::shared_ptr<const FunctionCode> main = compiler.compile_program(tree);
  if (!context.diagnostics.empty()) return context.diagnostics;
  return Program{std::move(main), tree.kind, options.file};
}

// Sorted, for binary search.
const std::vector<std::string_view>& known_globals() {
  static const std::vector<std::string_view> kNames = {
      "AbortController",
      "AbortSignal",
      "AggregateError",
      "Array",
      "BigInt",
      "Boolean",
      "CharacterData",
      "CustomEvent",
      "DOMException",
      "Date",
      "Document",
      "Element",
      "Error",
      "EvalError",
      "Event",
      "EventTarget",
      "FinalizationRegistry",
      "Function",
      "HTMLElement",
      "Infinity",
      "Iterator",
      "JSON",
      "Map",
      "Math",
      "MessageChannel",
      "MessageEvent",
      "MessagePort",
      "MouseEvent",
      "MutationObserver",
      "MutationRecord",
      "NaN",
      "Node",
      "Number",
      "Object",
      "PointerEvent",
      "Promise",
      "PromiseRejectionEvent",
      "RangeError",
      "ReferenceError",
      "Reflect",
      "RegExp",
      "Set",
      "String",
      "Symbol",
      "SyntaxError",
      "Text",
      "TypeError",
      "UIEvent",
      "URIError",
      "WeakMap",
      "WeakRef",
      "WeakSet",
      "__dirname",
      "__filename",
      "addEventListener",
      "arguments",
      "cancelAnimationFrame",
      "cancelIdleCallback",
      "clearImmediate",
      "clearInterval",
      "clearTimeout",
      "console",
      "decodeURI",
      "decodeURIComponent",
      "dispatchEvent",
      "document",
      "encodeURI",
      "encodeURIComponent",
      "escape",
      "exports",
      "frames",
      "global",
      "globalThis",
      "isFinite",
      "isNaN",
      "module",
      "onerror",
      "onload",
      "onmessage",
      "onrejectionhandled",
      "onunhandledrejection",
      "parseFloat",
      "parseInt",
      "performance",
      "postMessage",
      "process",
      "queueMicrotask",
      "removeEventListener",
      "reportError",
      "requestAnimationFrame",
      "requestIdleCallback",
      "require",
      "self",
      "setImmediate",
      "setInterval",
      "setTimeout",
      "structuredClone",
      "top",
      "undefined",
      "unescape",
      "window",
  };
  return kNames;
}

}  // namespace asyncq::program
