#pragma once
// Matches regular expressions by backtracking over flat code, with a stack of its own: bounded depth, and
// every few steps a call out, so that a run's limits hold inside a match.

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "program/regexp/pattern.h"

namespace asyncq::engine::regexp {

using program::regexp::CharacterSet;
using program::regexp::Flags;
using program::regexp::Node;
using program::regexp::NodeKind;
using program::regexp::Pattern;

enum class Opcode : std::uint8_t {
  character,       // a: code point
  any,             // every character
  any_in_line,     // every character except line terminators
  set,             // a: index into sets
  set_complement,  // a
  repeat_single,   // greedy; the instruction after is matched a to b times, then goes on behind it
  split,           // goes on at a; at b when that fails
  jump,            // a
  save,            // registers[a] = position
  clear_captures,  // groups a up to b
  set_counter,     // registers[a] = 0
  loop,            // a: index into loops; the body follows
  loop_again,      // a: index into loops; the body's end
  line_start,
  line_end,
  word_boundary,
  not_word_boundary,
  back_reference,  // a: group
  look,            // a: index into looks; the body follows
  look_end,        // a
  match,
};

struct Instruction {
  Opcode opcode;
  bool backward = false;  // inside lookbehind: consumes to the left
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

struct Loop {
  std::uint32_t min;
  std::uint32_t max;
  bool greedy;
  std::uint32_t counter;   // register of the iterations done
  std::uint32_t position;  // register of where the iteration began
  std::uint32_t begin;     // address of the loop instruction
  std::uint32_t exit;
};

struct Look {
  bool negated;
  std::uint32_t exit;
};

// Immutable, shared by the objects that were made from one literal.
struct Code {
  Flags flags;
  std::uint32_t group_count = 1;
  std::uint32_t register_count = 2;  // two a group, then counters and positions
  std::vector<std::pair<std::u16string, std::uint32_t>> names;
  std::vector<Instruction> instructions;
  std::vector<CharacterSet> sets;
  std::vector<Loop> loops;
  std::vector<Look> looks;
};

[[nodiscard]] std::shared_ptr<const Code> compile_pattern(const Pattern& pattern);

enum class MatchResult : std::uint8_t {
  match,
  no_match,
  too_deep,  // the stack of alternatives is full
};

class Matcher {
 public:
  static constexpr std::int32_t kUnset = -1;

  // code and input outlive the matcher. on_steps is called every kStepsPerCall steps; it may throw.
  static constexpr std::uint32_t kStepsPerCall = 16;
  Matcher(const Code& code, std::u16string_view input, std::function<void()> on_steps);

  // Whether the pattern matches at exactly this index.
  MatchResult match_at(std::size_t index);
  // The first match from index on.
  MatchResult search(std::size_t index);
  // After a match: begin and end of each group, kUnset when it took no part.
  [[nodiscard]] std::int32_t begin(std::uint32_t group) const { return registers_[2 * group]; }
  [[nodiscard]] std::int32_t end(std::uint32_t group) const { return registers_[2 * group + 1]; }

 private:
  struct Alternative {
    std::uint32_t address;
    std::int32_t position;
    std::uint32_t changes;  // how many changes to keep
    std::int32_t shortest;  // repeat_single: gives characters back until here; otherwise kUnset
  };
  struct Change {
    std::uint32_t index;
    std::int32_t old_value;
  };
  struct LookState {
    std::int32_t position = 0;
    std::uint32_t alternatives = 0;
  };

  enum class Step : std::uint8_t { go_on, fail, match, too_deep };
  Step step(const Instruction& instruction);
  bool consume(const Instruction& instruction);
  bool consume_back_reference(const Instruction& instruction);
  bool matches(const Instruction& instruction, char32_t character) const;
  bool set_matches(const CharacterSet& set, char32_t character) const;
  bool repeat_single(const Instruction& instruction);
  bool enter_loop(const Loop& loop);
  bool close_loop(const Loop& loop);
  bool close_look(std::uint32_t index);
  bool backtrack();
  bool push(std::uint32_t address, std::int32_t shortest = kUnset);
  void set_register(std::uint32_t index, std::int32_t value);
  [[nodiscard]] bool at_word_boundary() const;
  [[nodiscard]] bool is_word_at(std::int32_t index) const;
  [[nodiscard]] std::uint32_t units_before(std::int32_t position) const;
  [[nodiscard]] char32_t canonicalize(char32_t character) const;

  const Code& code_;
  std::u16string_view input_;
  std::function<void()> on_steps_;
  std::uint32_t steps_ = 0;
  std::uint32_t address_ = 0;
  std::int32_t position_ = 0;
  bool full_ = false;
  std::vector<std::int32_t> registers_;
  std::vector<Alternative> alternatives_;
  std::vector<Change> changes_;
  std::vector<LookState> looks_;
};

}  // namespace asyncq::engine::regexp
