#include "scheduler/features.h"

#include <algorithm>
#include <array>

namespace asyncq::scheduler {

namespace {

constexpr Feature global(std::string_view name, Release first, Release also = {}) {
  return {FeatureKind::global, name, first, also};
}
constexpr Feature member(std::string_view name, Release first, Release also = {}) {
  return {FeatureKind::member, name, first, also};
}
constexpr Feature syntax(std::string_view name, Release first) {
  return {FeatureKind::syntax, name, first};
}
constexpr Feature module(std::string_view name, Release first = {}, Release also = {}) {
  return {FeatureKind::module, name, first, also, Browsers::lack_it};
}
constexpr Feature part(std::string_view name, Release first, Release also = {}) {
  return {FeatureKind::part, name, first, also, Browsers::lack_it};
}
// Every Node has it, no browser.
constexpr Feature of_node(std::string_view name) {
  return {FeatureKind::global, name, {}, {}, Browsers::lack_it};
}

constexpr Feature of_page(std::string_view name) {
  return {FeatureKind::global, name, {}, {}, Browsers::alone_have_it};
}

// Node's own documentation and changelogs, and for the language the release of V8 that each Node carries.
constexpr std::array kFeatures = {
    of_node("process"),
    of_node("setImmediate"),
    of_node("clearImmediate"),
    of_node("require"),
    of_node("module"),
    of_node("exports"),
    of_node("global"),
    of_node("Buffer"),
    of_node("__filename"),
    of_node("__dirname"),

    of_page("window"),
    of_page("self"),
    of_page("frames"),
    of_page("document"),
    of_page("MutationObserver"),
    of_page("MutationRecord"),
    of_page("requestAnimationFrame"),
    of_page("cancelAnimationFrame"),
    of_page("requestIdleCallback"),
    of_page("cancelIdleCallback"),
    of_page("postMessage"),
    of_page("addEventListener"),
    of_page("removeEventListener"),
    of_page("dispatchEvent"),
    of_page("reportError"),
    of_page("UIEvent"),
    of_page("MouseEvent"),
    of_page("PointerEvent"),
    of_page("PromiseRejectionEvent"),
    of_page("Node"),
    of_page("Element"),
    of_page("HTMLElement"),
    of_page("Text"),
    of_page("CharacterData"),
    of_page("Document"),
    of_page("top"),
    of_page("onerror"),
    of_page("onload"),
    of_page("onmessage"),
    of_page("onunhandledrejection"),
    of_page("onrejectionhandled"),

    global("Iterator", {22, 0}),
    global("BigInt", {10, 4}),
    global("queueMicrotask", {11, 0}),
    global("globalThis", {12, 0}),
    global("AbortController", {15, 0}),
    global("AbortSignal", {15, 0}),
    global("Event", {15, 0}),
    global("EventTarget", {15, 0}),
    global("CustomEvent", {19, 0}),
    global("MessageChannel", {15, 0}),
    global("MessagePort", {15, 0}),
    global("MessageEvent", {15, 0}),
    global("AggregateError", {15, 0}),
    global("WeakRef", {14, 6}),
    global("FinalizationRegistry", {14, 6}),
    global("performance", {16, 0}),
    global("DOMException", {17, 0}),
    global("structuredClone", {17, 0}),
    global("fetch", {18, 0}),

    member("process.hrtime.bigint", {10, 7}),
    member("Promise.allSettled", {12, 9}),
    member("Promise.any", {15, 0}),
    member("Promise.withResolvers", {22, 0}),
    member("Promise.try", {23, 0}),
    member("Promise.prototype.finally", {10, 0}),
    member("AbortSignal.abort", {15, 12}),
    member("AbortSignal.timeout", {17, 3}, {16, 14}),
    member("AbortSignal.any", {20, 3}, {18, 17}),
    member("Symbol.asyncIterator", {10, 0}),
    member("Symbol.matchAll", {12, 0}),
    member("Symbol.dispose", {20, 4}, {18, 18}),
    member("Symbol.asyncDispose", {20, 4}, {18, 18}),
    member("RegExp.escape", {24, 0}),
    member("Error.isError", {24, 0}),
    member("String.prototype.isWellFormed", {20, 0}),
    member("String.prototype.toWellFormed", {20, 0}),
    member("AbortSignal.prototype.throwIfAborted", {17, 3}, {16, 17}),
    member("Array.fromAsync", {22, 0}),
    member("Iterator.prototype.take", {22, 0}),
    member("Iterator.prototype.drop", {22, 0}),
    member("Iterator.prototype.toArray", {22, 0}),
    member("Array.prototype.flat", {11, 0}),
    member("Array.prototype.flatMap", {11, 0}),
    member("Array.prototype.at", {16, 6}),
    member("Array.prototype.findLast", {18, 0}),
    member("Array.prototype.findLastIndex", {18, 0}),
    member("Array.prototype.toSorted", {20, 0}),
    member("Array.prototype.toReversed", {20, 0}),
    member("Array.prototype.toSpliced", {20, 0}),
    member("Array.prototype.with", {20, 0}),
    member("String.prototype.at", {16, 6}),
    member("String.prototype.matchAll", {12, 0}),
    member("String.prototype.replaceAll", {15, 0}),
    member("String.prototype.trimStart", {10, 0}),
    member("String.prototype.trimEnd", {10, 0}),
    member("Object.fromEntries", {12, 0}),
    member("Object.hasOwn", {16, 9}),
    member("Object.groupBy", {21, 0}),
    member("Map.groupBy", {21, 0}),
    member("Set.prototype.union", {22, 0}),
    member("Set.prototype.intersection", {22, 0}),
    member("Set.prototype.difference", {22, 0}),
    member("Set.prototype.symmetricDifference", {22, 0}),
    member("Set.prototype.isSubsetOf", {22, 0}),
    member("Set.prototype.isSupersetOf", {22, 0}),
    member("Set.prototype.isDisjointFrom", {22, 0}),

    module("node:", {16, 0}, {14, 18}),  // before a name that is required
    module("events"),
    module("util"),
    module("fs"),
    module("path"),
    module("assert"),
    module("timers"),
    module("worker_threads", {11, 7}),
    module("fs/promises", {14, 0}),
    module("timers/promises", {15, 0}),

    part("events.once", {11, 13}, {10, 16}),
    part("events.on", {13, 6}, {12, 16}),
    part("events.errorMonitor", {13, 6}, {12, 17}),
    part("events.captureRejections", {13, 4}, {12, 16}),
    part("events.captureRejectionSymbol", {13, 4}, {12, 16}),
    part("events.getEventListeners", {15, 2}, {14, 17}),
    part("events.setMaxListeners", {15, 4}, {14, 17}),
    part("events.getMaxListeners", {19, 9}, {18, 17}),
    part("events.addAbortListener", {20, 5}, {18, 18}),
    part("events.prototype.off", {10, 0}),
    part("events.prototype.rawListeners", {10, 0}),
    part("util.types", {10, 0}),
    part("util.formatWithOptions", {10, 0}),
    part("util.isDeepStrictEqual", {10, 0}),
    part("util.stripVTControlCharacters", {16, 11}),
    part("fs.promises", {10, 0}),
    part("fs.rm", {14, 14}),
    part("fs.rmSync", {14, 14}),
    part("assert.match", {13, 6}, {12, 16}),
    part("assert.doesNotMatch", {13, 6}, {12, 16}),
    part("timers.promises", {20, 0}),

    Feature{FeatureKind::syntax, "page of several scripts", {}, {}, Browsers::alone_have_it},
    syntax("asynchronous iteration", {10, 0}),
    syntax("BigInt", {10, 4}),
    syntax("a catch clause without a parameter", {10, 0}),
    syntax("class fields", {12, 0}),
    syntax("private names", {12, 0}),
    syntax("optional chaining", {14, 0}),
    syntax("the operator ??", {14, 0}),
    syntax("private methods", {14, 6}),
    syntax("top-level await", {14, 8}),
    syntax("logical assignment", {15, 0}),
    syntax("static blocks", {16, 11}),
    syntax("#name in object", {16, 4}),
};

std::string release_text(Release release) {
  std::string text = "Node " + std::to_string(release.major);
  if (release.minor > 0) text += "." + std::to_string(release.minor);
  return text;
}

}  // namespace

std::span<const Feature> features() {
  return kFeatures;
}

const Feature* find_feature(FeatureKind kind, std::string_view name) {
  const auto row = std::find_if(kFeatures.begin(), kFeatures.end(), [&](const Feature& feature) {
    return feature.kind == kind && feature.name == name;
  });
  return row == kFeatures.end() ? nullptr : &*row;
}

bool has_feature(const Policy& policy, const Feature& feature) {
  if (feature.browsers == Browsers::alone_have_it) return policy.family == Family::browser;
  switch (policy.family) {
    case Family::node: {
      const bool in_older_line = policy.release.major == feature.also.major &&
                                 policy.release >= feature.also && feature.also.major != 0;
      return policy.release >= feature.first || in_older_line;
    }
    case Family::browser:
      return feature.browsers != Browsers::lack_it;
    case Family::deno:
    case Family::bun:
      return true;
  }
  return true;
}

std::string why_lacking(const Policy& policy, const Feature& feature) {
  if (feature.browsers == Browsers::alone_have_it) return "browsers alone have it";
  if (policy.family == Family::browser) return "browsers do not have it";
  std::string text = release_text(feature.first) + " is the first that has it";
  if (feature.also.major != 0) {
    text += " (" + release_text(feature.also) + " of the line of Node " + std::to_string(feature.also.major) +
            ")";
  }
  return text;
}

}  // namespace asyncq::scheduler
