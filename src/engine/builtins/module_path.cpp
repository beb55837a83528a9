// path, as on POSIX systems [Node's lib/path.js].

#include <algorithm>

#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"

namespace asyncq::engine {
namespace {

// Where programs believe to be; relative paths are resolved against it.
constexpr std::string_view kWorkingDirectory = "/";

std::string path_argument(Machine& machine, Value value, std::string_view name = "path") {
  if (!value.is_string()) throw_invalid_argument(machine, name, "of type string", value);
  return machine.to_utf8(value);
}

// "." and ".." resolved, slashes made single.
std::string normalized(std::string_view path) {
  if (path.empty()) return ".";
  const bool absolute = path.front() == '/';
  const bool trailing = path.back() == '/';
  std::vector<std::string_view> parts;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part == "..") {
      if (!parts.empty() && parts.back() != "..") {
        parts.pop_back();
      } else if (!absolute) {
        parts.push_back(part);
      }
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    start = end + 1;
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (index > 0) out += '/';
    out += parts[index];
  }
  if (out.empty()) return trailing ? "./" : ".";
  if (trailing && out.back() != '/') out += '/';
  return out;
}

std::string_view without_trailing_slashes(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

std::string_view base_of(std::string_view path) {
  path = without_trailing_slashes(path);
  if (path == "/") return {};
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view extension_of(std::string_view path) {
  const std::string_view base = base_of(path);
  const std::size_t dot = base.rfind('.');
  return dot == base.npos || dot == 0 || base == ".." ? std::string_view{} : base.substr(dot);
}

std::string resolved(Machine& machine, const Arguments& arguments) {
  std::string path;
  for (std::uint32_t index = arguments.count; index-- > 0 && !path.starts_with('/');) {
    const std::string part = path_argument(machine, arguments[index], "paths[" + std::to_string(index) + "]");
    if (!part.empty()) path = path.empty() ? part : part + '/' + path;
  }
  if (!path.starts_with('/')) path = std::string(kWorkingDirectory) + path;
  return std::string(without_trailing_slashes(normalized(path)));
}

Value path_basename(Machine& machine, const Arguments& arguments) {
  const std::string path = path_argument(machine, arguments[0]);
  std::string_view base = base_of(path);
  if (!arguments[1].is_undefined()) {
    const std::string suffix = path_argument(machine, arguments[1], "suffix");
    if (base != suffix && base.ends_with(suffix)) base.remove_suffix(suffix.size());
  }
  return machine.string(base);
}

Value path_dirname(Machine& machine, const Arguments& arguments) {
  const std::string path = path_argument(machine, arguments[0]);
  const std::string_view trimmed = without_trailing_slashes(path);
  const std::size_t slash = trimmed.rfind('/');
  if (slash == trimmed.npos) return machine.string(".");
  return machine.string(slash == 0 ? "/" : without_trailing_slashes(trimmed.substr(0, slash)));
}

Value path_extname(Machine& machine, const Arguments& arguments) {
  const std::string path = path_argument(machine, arguments[0]);
  return machine.string(extension_of(path));
}

Value path_join(Machine& machine, const Arguments& arguments) {
  std::string joined;
  for (std::uint32_t index = 0; index < arguments.count; ++index) {
    const std::string part = path_argument(machine, arguments[index]);
    if (!part.empty()) joined += joined.empty() ? part : '/' + part;
  }
  return machine.string(normalized(joined));
}

Value path_normalize(Machine& machine, const Arguments& arguments) {
  return machine.string(normalized(path_argument(machine, arguments[0])));
}

Value path_resolve(Machine& machine, const Arguments& arguments) {
  return machine.string(resolved(machine, arguments));
}

Value path_is_absolute(Machine& machine, const Arguments& arguments) {
  return Value(path_argument(machine, arguments[0]).starts_with('/'));
}

constexpr MethodRow kFunctions[] = {
    {"resolve", 0, path_resolve}, {"normalize", 1, path_normalize}, {"isAbsolute", 1, path_is_absolute},
    {"join", 0, path_join},       {"dirname", 1, path_dirname},     {"basename", 2, path_basename},
    {"extname", 1, path_extname},
};

}  // namespace

Value make_path_module(Machine& machine) {
  Object* module = machine.create_object();
  define_functions(machine, module, kFunctions);
  module->define(machine, "sep", machine.string("/"));
  module->define(machine, "delimiter", machine.string(":"));
  module->define(machine, "posix", Value(module));
  return Value(module);
}

}  // namespace asyncq::engine
