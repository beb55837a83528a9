#pragma once
// Builds one function's flat code: instructions, labels, constants, positions, the operand stack's depth.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "program/code.h"

namespace asyncq::program {

// A place in the code that jumps lead to; bound once.
struct Label {
  std::uint32_t target = kUnbound;
  std::vector<std::uint32_t> jumps;  // instructions to patch
  static constexpr std::uint32_t kUnbound = 0xFFFFFFFF;
};

class Emitter {
 public:
  explicit Emitter(FunctionCode& code) : code_(code) {}

  void emit(Operation operation, std::uint32_t a = 0);
  void emit(Operation operation, std::uint32_t a, std::uint32_t b);
  void emit_integer(Operation operation, std::int32_t value);
  void emit_jump(Operation operation, Label& label, std::uint32_t b = 0);
  void bind(Label& label);
  // Operations with a name and a property cache.
  void emit_cached(Operation operation, std::string_view name);

  void load_number(double value);
  void load_string(std::string_view text);
  // Where what is emitted from here on stands, until the next call. An expression at the very beginning of a
  // statement leaves its first instruction to the statement, as in V8 (BytecodeSourceInfo).
  void at(support::SourcePosition position);
  void at_statement(support::SourcePosition position);
  // V8 has an instruction here that is none of ours, and takes the statement's place.
  void begin_statement() { statement_begins_ = Label::kUnbound; }
  // An instruction of ours that V8 does not have: the next one is the statement's first, where it was.
  void emit_unplaced(Operation operation, std::uint32_t a = 0) {
    const bool begins = statement_begins_ == here();
    emit(operation, a);
    if (begins) statement_begins_ = here();
  }
  // What the program wrote, for the messages of the next instruction.
  void note(std::string text) { code_.texts[here()] = std::move(text); }

  std::uint32_t constant(const Constant& constant);
  std::uint32_t name(std::string_view name);
  std::uint32_t new_local() { return code_.local_count++; }

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(code_.instructions.size()); }
  [[nodiscard]] int depth() const { return depth_; }
  // After code that does not fall through, or where two ways meet.
  void set_depth(int depth);

 private:
  [[nodiscard]] std::optional<Operation> fused_with_last(Operation operation) const;

  void place(support::SourcePosition position);

  FunctionCode& code_;
  int depth_ = 0;
  std::uint32_t statement_begins_ = Label::kUnbound;  // where the last statement's first instruction goes
  std::uint32_t last_emitted_ = Label::kUnbound;      // where the last instruction begins
  std::uint32_t last_bound_ = Label::kUnbound;        // the last place that a label was bound to
  std::map<double, std::uint32_t> numbers_;
  std::map<std::string, std::uint32_t> big_ints_;
  std::map<std::string, std::uint32_t, std::less<>> strings_;
  std::map<std::string, std::uint32_t, std::less<>> names_;
};

}  // namespace asyncq::program
