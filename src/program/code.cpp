#include "program/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace asyncq::program {

namespace {

constexpr OperationInfo kOperations[] = {
#define ASYNCQ_ROW(name, a, b) {#name, Operand::a, Operand::b},
    ASYNCQ_OPERATIONS(ASYNCQ_ROW)
#undef ASYNCQ_ROW
};

std::string show(const FunctionCode& code, Operand kind, std::uint32_t value) {
  switch (kind) {
    case Operand::none:
      return {};
    case Operand::integer:
      return fmt::format("{}", static_cast<std::int32_t>(value << 8) >> 8);
    case Operand::count:
    case Operand::flag:
      return fmt::format("{}", value);
    case Operand::constant:
      if (const auto* number = std::get_if<double>(&code.constants[value])) return fmt::format("{}", *number);
      if (const auto* big = std::get_if<BigIntText>(&code.constants[value])) return big->digits + "n";
      return fmt::format("\"{}\"", std::get<std::string>(code.constants[value]));
    case Operand::name:
      return code.names[value];
    case Operand::local:
      return fmt::format("local{}", value);
    case Operand::slot:
      return fmt::format("env{}.{}", value >> kSlotBits, value & (kMaxSlots - 1));
    case Operand::target:
      return fmt::format("-> {}", value);
    case Operand::function:
      return fmt::format("function{}", value);
    case Operand::cache:
      return {};
  }
  return {};
}

void disassemble(const FunctionCode& code, const std::string& label, std::string& out) {
  out += fmt::format("{} {}{}{} locals={} stack={}\n", label, code.is_async ? "async " : "",
                     code.is_generator ? "generator " : "", code.name.empty() ? "(anonymous)" : code.name,
                     code.local_count, code.stack_size);
  for (std::uint32_t i = 0; i < code.instructions.size(); ++i) {
    const std::uint32_t word = code.instructions[i];
    const OperationInfo& operation = info(static_cast<Operation>(word & 0xFF));
    std::string line = fmt::format("{:>5}  {:<26}{}", i, operation.name, show(code, operation.a, word >> 8));
    if (operation.b != Operand::none) line += " " + show(code, operation.b, code.instructions[++i]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  for (const Handler& handler : code.handlers) {
    out += fmt::format("       {} [{}, {}) -> {}\n", handler.is_finally ? "finally" : "catch", handler.begin,
                       handler.end, handler.target);
  }
  for (std::size_t i = 0; i < code.functions.size(); ++i) {
    disassemble(*code.functions[i], fmt::format("\n{}.{}", label, i), out);
  }
}

}  // namespace

const OperationInfo& info(Operation operation) {
  return kOperations[static_cast<std::size_t>(operation)];
}

support::SourcePosition FunctionCode::position_of(std::uint32_t instruction) const {
  if (instruction == kBeforeTheFirst) return begins_at.known() ? begins_at : at;
  const auto after =
      std::upper_bound(positions.begin(), positions.end(), instruction,
                       [](std::uint32_t i, const PositionEntry& entry) { return i < entry.instruction; });
  return after == positions.begin() ? at : std::prev(after)->position;
}

std::string disassemble(const Program& program) {
  std::string out;
  disassemble(*program.main, "main", out);
  return out;
}

}  // namespace asyncq::program
