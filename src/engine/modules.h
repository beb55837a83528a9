#pragma once
// The modules of the runtime that programs require or import.

#include <cstdint>
#include <string_view>

#include "engine/value.h"

namespace asyncq::engine {

class Machine;

enum class ModuleStatus : std::uint8_t {
  modelled,
  not_modelled,  // the real runtime has it
  unknown,       // a file or a package: nothing that this machine can load
};

// specifier: with or without "node:".
[[nodiscard]] ModuleStatus module_status(std::string_view specifier);

// What require(specifier) gives: made on first use, the same ever after. Value::empty() unless modelled.
[[nodiscard]] Value builtin_module(Machine& machine, std::string_view specifier);

// What require(specifier) throws for a module that there is not.
[[noreturn]] void throw_no_module(Machine& machine, std::string_view specifier);

}  // namespace asyncq::engine
