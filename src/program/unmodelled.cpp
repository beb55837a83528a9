#include "program/unmodelled.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <string>

namespace asyncq::program {

namespace {

// Sorted, each of them.
constexpr std::string_view kGlobals[] = {"ArrayBuffer",
                                         "AsyncDisposableStack",
                                         "Atomics",
                                         "BigInt64Array",
                                         "BigUint64Array",
                                         "Blob",
                                         "BroadcastChannel",
                                         "Buffer",
                                         "ByteLengthQueuingStrategy",
                                         "CloseEvent",
                                         "CompressionStream",
                                         "CountQueuingStrategy",
                                         "Crypto",
                                         "CryptoKey",
                                         "DataView",
                                         "DecompressionStream",
                                         "DisposableStack",
                                         "ErrorEvent",
                                         "EventSource",
                                         "File",
                                         "FileReader",
                                         "Float16Array",
                                         "Float32Array",
                                         "Float64Array",
                                         "FormData",
                                         "Headers",
                                         "Image",
                                         "Int16Array",
                                         "Int32Array",
                                         "Int8Array",
                                         "IntersectionObserver",
                                         "Intl",
                                         "KeyboardEvent",
                                         "Navigator",
                                         "Performance",
                                         "PerformanceEntry",
                                         "PerformanceMark",
                                         "PerformanceMeasure",
                                         "PerformanceObserver",
                                         "PerformanceObserverEntryList",
                                         "PerformanceResourceTiming",
                                         "Proxy",
                                         "ReadableByteStreamController",
                                         "ReadableStream",
                                         "ReadableStreamBYOBReader",
                                         "ReadableStreamBYOBRequest",
                                         "ReadableStreamDefaultController",
                                         "ReadableStreamDefaultReader",
                                         "Request",
                                         "ResizeObserver",
                                         "Response",
                                         "SharedArrayBuffer",
                                         "Storage",
                                         "SubtleCrypto",
                                         "SuppressedError",
                                         "TextDecoder",
                                         "TextDecoderStream",
                                         "TextEncoder",
                                         "TextEncoderStream",
                                         "TransformStream",
                                         "TransformStreamDefaultController",
                                         "URL",
                                         "URLPattern",
                                         "URLSearchParams",
                                         "Uint16Array",
                                         "Uint32Array",
                                         "Uint8Array",
                                         "Uint8ClampedArray",
                                         "WebAssembly",
                                         "WebSocket",
                                         "Worker",
                                         "WritableStream",
                                         "WritableStreamDefaultController",
                                         "WritableStreamDefaultWriter",
                                         "XMLHttpRequest",
                                         "alert",
                                         "atob",
                                         "btoa",
                                         "confirm",
                                         "crypto",
                                         "customElements",
                                         "eval",
                                         "fetch",
                                         "getComputedStyle",
                                         "history",
                                         "indexedDB",
                                         "innerHeight",
                                         "innerWidth",
                                         "localStorage",
                                         "location",
                                         "matchMedia",
                                         "navigator",
                                         "prompt",
                                         "scheduler",
                                         "screen",
                                         "sessionStorage"};

constexpr std::string_view kModules[] = {"async_hooks",
                                         "buffer",
                                         "child_process",
                                         "cluster",
                                         "constants",
                                         "crypto",
                                         "dgram",
                                         "diagnostics_channel",
                                         "dns",
                                         "dns/promises",
                                         "domain",
                                         "http",
                                         "http2",
                                         "https",
                                         "inspector",
                                         "inspector/promises",
                                         "module",
                                         "net",
                                         "os",
                                         "path/win32",
                                         "punycode",
                                         "querystring",
                                         "readline",
                                         "readline/promises",
                                         "repl",
                                         "sea",
                                         "sqlite",
                                         "stream",
                                         "stream/consumers",
                                         "stream/promises",
                                         "stream/web",
                                         "string_decoder",
                                         "sys",
                                         "test",
                                         "test/reporters",
                                         "tls",
                                         "trace_events",
                                         "tty",
                                         "url",
                                         "v8",
                                         "vm",
                                         "wasi",
                                         "zlib"};

// What the machine and the operating system decide, and not the program.
constexpr std::string_view kProcess[] = {"abort",
                                         "allowedNodeEnvironmentFlags",
                                         "arch",
                                         "argv0",
                                         "availableMemory",
                                         "binding",
                                         "chdir",
                                         "config",
                                         "constrainedMemory",
                                         "cpuUsage",
                                         "cwd",
                                         "debugPort",
                                         "dlopen",
                                         "domain",
                                         "execArgv",
                                         "execPath",
                                         "execve",
                                         "features",
                                         "finalization",
                                         "getActiveResourcesInfo",
                                         "getBuiltinModule",
                                         "getegid",
                                         "geteuid",
                                         "getgid",
                                         "getgroups",
                                         "getuid",
                                         "hasUncaughtExceptionCaptureCallback",
                                         "initgroups",
                                         "kill",
                                         "loadEnvFile",
                                         "mainModule",
                                         "memoryUsage",
                                         "moduleLoadList",
                                         "openStdin",
                                         "ppid",
                                         "reallyExit",
                                         "ref",
                                         "release",
                                         "report",
                                         "resourceUsage",
                                         "setSourceMapsEnabled",
                                         "setUncaughtExceptionCaptureCallback",
                                         "setegid",
                                         "seteuid",
                                         "setgid",
                                         "setgroups",
                                         "setuid",
                                         "sourceMapsEnabled",
                                         "stdin",
                                         "threadCpuUsage",
                                         "title",
                                         "umask",
                                         "unref"};
constexpr std::string_view kConsole[] = {"time", "timeEnd", "timeLog"};
constexpr std::string_view kPerformance[] = {"clearMarks", "clearMeasures",    "eventLoopUtilization",
                                             "getEntries", "getEntriesByName", "getEntriesByType",
                                             "mark",       "measure",          "nodeTiming",
                                             "timerify"};

constexpr std::string_view kConsoleParts[] = {"Console", "context",    "createTask",
                                              "profile", "profileEnd", "timeStamp"};
constexpr std::string_view kError[] = {"prepareStackTrace"};
constexpr std::string_view kJson[] = {"isRawJSON", "rawJSON"};
constexpr std::string_view kMath[] = {"f16round", "sumPrecise"};
constexpr std::string_view kRegExp[] = {"$1",    "$2",        "$3",        "$4",          "$5",
                                        "$6",    "$7",        "$8",        "$9",          "$_",
                                        "input", "lastMatch", "lastParen", "leftContext", "rightContext"};

constexpr std::string_view kAssert[] = {"Assert", "CallTracker", "partialDeepStrictEqual"};
constexpr std::string_view kConsoleModule[] = {"Console"};
constexpr std::string_view kEvents[] = {"EventEmitterAsyncResource"};
constexpr std::string_view kPath[] = {"format",   "matchesGlob",      "parse",
                                      "relative", "toNamespacedPath", "win32"};
constexpr std::string_view kPerfHooks[] = {"PerformanceEntry",          "PerformanceMark",
                                           "PerformanceMeasure",        "PerformanceNodeTiming",
                                           "PerformanceObserver",       "PerformanceObserverEntryList",
                                           "PerformanceResourceTiming", "constants",
                                           "createHistogram",           "eventLoopUtilization",
                                           "monitorEventLoopDelay",     "timerify"};
constexpr std::string_view kUtil[] = {"MIMEParams",
                                      "MIMEType",
                                      "TextDecoder",
                                      "TextEncoder",
                                      "aborted",
                                      "diff",
                                      "getCallSites",
                                      "getSystemErrorMap",
                                      "getSystemErrorMessage",
                                      "getSystemErrorName",
                                      "parseArgs",
                                      "parseEnv",
                                      "setTraceSigInt",
                                      "styleText",
                                      "toUSVString",
                                      "transferableAbortController",
                                      "transferableAbortSignal"};
constexpr std::string_view kWorkerThreads[] = {"BroadcastChannel",
                                               "SHARE_ENV",
                                               "Worker",
                                               "getEnvironmentData",
                                               "isInternalThread",
                                               "isMarkedAsUntransferable",
                                               "locks",
                                               "markAsUncloneable",
                                               "markAsUntransferable",
                                               "moveMessagePortToContext",
                                               "postMessageToThread",
                                               "resourceLimits",
                                               "setEnvironmentData",
                                               "threadName"};

struct MemberRow {
  std::string_view object;
  std::span<const std::string_view> members;
  std::string_view hint;
};
constexpr MemberRow kMembers[] = {
    {"console", kConsole, "its text is a reading of the wall clock"},
    {"console", kConsoleParts, ""},
    {"Error", kError, ""},
    {"JSON", kJson, ""},
    {"Math", kMath, ""},
    {"RegExp", kRegExp, ""},
    {"performance", kPerformance, "it measures the machine; performance.now() reads the virtual clock"},
    {"process", kProcess, "it depends on the machine that the program runs on"},
};

// Of modules that are modelled in part.
constexpr MemberRow kModuleMembers[] = {
    {"assert", kAssert, ""},
    {"assert/strict", kAssert, ""},
    {"console", kConsoleModule, ""},
    {"events", kEvents, ""},
    {"path", kPath, ""},
    {"path/posix", kPath, ""},
    {"perf_hooks", kPerfHooks, "it measures the machine; performance.now() reads the virtual clock"},
    {"process", kProcess, "it depends on the machine that the program runs on"},
    {"util", kUtil, ""},
    {"worker_threads", kWorkerThreads, ""},
};

struct HintRow {
  std::string_view name;
  std::string_view hint;
};
constexpr HintRow kHints[] = {
    {"fetch", "a promise that a timer resolves stands for a request"},
    {"localStorage", "it belongs to browsers"},
    {"sessionStorage", "it belongs to browsers"},
};

bool has(std::span<const std::string_view> sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool is_global_object(std::string_view name) {
  return name == "globalThis" || name == "global";
}

class Finder {
 public:
  Finder(const Resolution& resolution, support::SourceFilePtr file)
      : resolution_(resolution), file_(std::move(file)) {
    for (const FreeName& name : resolution.free_names) {
      if (is_global_object(name.name)) given_.insert(name.member);
    }
  }

  support::Diagnostics find(const syntax::Program& program) {
    for (const syntax::Statement& statement : program.body) {
      const auto* node = std::get_if<syntax::Import>(&statement.node);
      if (node == nullptr) continue;
      check_module(node->specifier, statement.at);
      for (const syntax::ImportSpecifier& name : node->specifiers)
        check_module_member({node->specifier, name.imported, statement.at});
    }
    for (const ModuleMember& use : resolution_.module_members) check_module_member(use);
    for (const FreeName& name : resolution_.free_names) {
      check_name(name);
      if (name.name == "require" && !name.specifier.empty() && program.kind == syntax::SourceKind::script)
        check_module(name.specifier, name.at);
    }
    return std::move(found_);
  }

 private:
  void check_name(const FreeName& name) {
    if (has(kGlobals, name.name) && !given_.contains(name.name)) {
      const auto* row = std::find_if(std::begin(kHints), std::end(kHints),
                                     [&](const HintRow& candidate) { return candidate.name == name.name; });
      add(name.at, name.name.size(), fmt::format("asyncq does not model {}", name.name),
          row == std::end(kHints) ? "" : row->hint);
    }
    for (const MemberRow& row : kMembers) {
      if (row.object != name.name || !has(row.members, name.member)) continue;
      add(name.at, name.name.size() + 1 + name.member.size(),
          fmt::format("asyncq does not model {}.{}", name.name, name.member), row.hint);
    }
  }

  void check_module_member(const ModuleMember& use) {
    const std::string_view module = without_scheme(use.specifier);
    for (const MemberRow& row : kModuleMembers) {
      if (row.object != module || !has(row.members, use.member)) continue;
      add(use.at, use.member.size(),
          fmt::format("asyncq does not model {} of the module '{}'", use.member, module), row.hint);
    }
  }

  void check_module(std::string_view specifier, support::SourcePosition at) {
    const std::string_view name = without_scheme(specifier);
    if (is_unmodelled_module(name)) {
      add(at, 0, fmt::format("asyncq does not model the module '{}'", specifier), "");
    } else if (name.starts_with("./") || name.starts_with("../") || name.starts_with("/")) {
      add(at, 0, fmt::format("asyncq does not model modules in other files: '{}'", specifier),
          "put what the program needs of it into this file");
    }
  }

  void add(support::SourcePosition at, std::size_t length, std::string message, std::string_view hint) {
    if (found_.size() >= kMaxFaults) return;
    support::SourcePosition end = at;
    end.column += static_cast<std::uint32_t>(length);
    found_.push_back({support::Severity::error, file_, {at, end}, std::move(message), std::string(hint)});
  }

  const Resolution& resolution_;
  support::SourceFilePtr file_;
  std::set<std::string_view> given_;  // made by the program itself: globalThis.fetch = …
  support::Diagnostics found_;
};

}  // namespace

bool is_unmodelled_global(std::string_view name) {
  return has(kGlobals, name);
}

bool is_unmodelled_module(std::string_view name) {
  return has(kModules, name);
}

std::string_view without_scheme(std::string_view specifier) {
  constexpr std::string_view kScheme = "node:";
  return specifier.starts_with(kScheme) ? specifier.substr(kScheme.size()) : specifier;
}

support::Diagnostics unmodelled_uses(const syntax::Program& program, const Resolution& resolution,
                                     const support::SourceFilePtr& file) {
  return Finder(resolution, file).find(program);
}

}  // namespace asyncq::program
