#include "engine/regexp/matcher.h"

#include <algorithm>

#include "engine/unicode.h"
#include "support/white_space.h"

namespace asyncq::engine::regexp {
namespace {

constexpr std::size_t kMaxAlternatives = std::size_t{1} << 22;
constexpr std::int32_t kCharactersPerCall = 1024;  // compared by one step
constexpr std::size_t kMaxChanges = std::size_t{1} << 23;

bool is_word_character(char32_t unit) {
  return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9') ||
         unit == '_';
}

}  // namespace

Matcher::Matcher(const Code& code, std::u16string_view input, std::function<void()> on_steps)
    : code_(code), input_(input), on_steps_(std::move(on_steps)), looks_(code.looks.size()) {}

MatchResult Matcher::search(std::size_t index) {
  while (index <= input_.size()) {
    const MatchResult result = match_at(index);
    if (result != MatchResult::no_match) return result;
    index += code_.flags.unicode && index < input_.size() ? code_point_at(input_, index).units : 1;
  }
  return MatchResult::no_match;
}

MatchResult Matcher::match_at(std::size_t index) {
  registers_.assign(code_.register_count, kUnset);
  alternatives_.clear();
  changes_.clear();
  full_ = false;
  address_ = 0;
  position_ = static_cast<std::int32_t>(index);
  for (;;) {
    if (++steps_ == kStepsPerCall) {
      steps_ = 0;
      on_steps_();
    }
    const Instruction& instruction = code_.instructions[address_++];
    switch (step(instruction)) {
      case Step::go_on:
        break;
      case Step::fail:
        if (full_) return MatchResult::too_deep;
        if (!backtrack()) return MatchResult::no_match;
        break;
      case Step::match:
        return MatchResult::match;
      case Step::too_deep:
        return MatchResult::too_deep;
    }
  }
}

Matcher::Step Matcher::step(const Instruction& instruction) {
  const auto when = [](bool holds) { return holds ? Step::go_on : Step::fail; };
  switch (instruction.opcode) {
    case Opcode::character:
    case Opcode::any:
    case Opcode::any_in_line:
    case Opcode::set:
    case Opcode::set_complement:
      return when(consume(instruction));
    case Opcode::repeat_single:
      return when(repeat_single(instruction));
    case Opcode::split: {
      if (!push(instruction.b)) return Step::too_deep;
      address_ = instruction.a;
      return Step::go_on;
    }
    case Opcode::jump:
      address_ = instruction.a;
      return Step::go_on;
    case Opcode::save:
      set_register(instruction.a, position_);
      return when(!full_);
    case Opcode::clear_captures:
      for (std::uint32_t i = 2 * instruction.a; i < 2 * instruction.b; ++i) set_register(i, kUnset);
      return when(!full_);
    case Opcode::set_counter:
      set_register(instruction.a, 0);
      return when(!full_);
    case Opcode::loop:
      return when(enter_loop(code_.loops[instruction.a]));
    case Opcode::loop_again:
      return when(close_loop(code_.loops[instruction.a]));
    case Opcode::line_start:
      return when(position_ == 0 ||
                  (code_.flags.multiline &&
                   support::is_line_terminator(input_[static_cast<std::size_t>(position_) - 1])));
    case Opcode::line_end:
      return when(static_cast<std::size_t>(position_) == input_.size() ||
                  (code_.flags.multiline &&
                   support::is_line_terminator(input_[static_cast<std::size_t>(position_)])));
    case Opcode::word_boundary:
      return when(at_word_boundary());
    case Opcode::not_word_boundary:
      return when(!at_word_boundary());
    case Opcode::back_reference:
      return when(consume_back_reference(instruction));
    case Opcode::look: {
      looks_[instruction.a] = {position_, static_cast<std::uint32_t>(alternatives_.size())};
      const Look& look = code_.looks[instruction.a];
      return look.negated && !push(look.exit) ? Step::too_deep : Step::go_on;
    }
    case Opcode::look_end:
      return when(close_look(instruction.a));
    case Opcode::match:
      return Step::match;
  }
  return Step::fail;
}

bool Matcher::consume(const Instruction& instruction) {
  if (instruction.backward) {
    if (position_ == 0) return false;
    const std::uint32_t units = units_before(position_);
    const std::int32_t before = position_ - static_cast<std::int32_t>(units);
    const auto index = static_cast<std::size_t>(before);
    const char32_t character = units == 2 ? code_point_at(input_, index).value : char32_t{input_[index]};
    if (!matches(instruction, character)) return false;
    position_ = before;
    return true;
  }
  const auto index = static_cast<std::size_t>(position_);
  if (index >= input_.size()) return false;
  const CodePoint point = code_.flags.unicode ? code_point_at(input_, index) : CodePoint{input_[index], 1};
  if (!matches(instruction, point.value)) return false;
  position_ += static_cast<std::int32_t>(point.units);
  return true;
}

// BackreferenceMatcher [22.2.2.7.2]
bool Matcher::consume_back_reference(const Instruction& instruction) {
  const std::int32_t first = begin(instruction.a);
  const std::int32_t last = end(instruction.a);
  if (first == kUnset || last == kUnset) return true;
  const std::int32_t length = last - first;
  const std::int32_t start = instruction.backward ? position_ - length : position_;
  if (start < 0 || static_cast<std::size_t>(start + length) > input_.size()) return false;
  for (std::int32_t i = 0; i < length; ++i) {
    if (i % kCharactersPerCall == kCharactersPerCall - 1) on_steps_();
    const char32_t expected = input_[static_cast<std::size_t>(first + i)];
    const char32_t found = input_[static_cast<std::size_t>(start + i)];
    if (expected == found) continue;
    if (!code_.flags.ignore_case || canonicalize(expected) != canonicalize(found)) return false;
  }
  position_ = instruction.backward ? start : start + length;
  return true;
}

bool Matcher::matches(const Instruction& instruction, char32_t character) const {
  if (instruction.opcode == Opcode::character) {
    return character == instruction.a ||
           (code_.flags.ignore_case && canonicalize(character) == canonicalize(instruction.a));
  }
  if (instruction.opcode == Opcode::any) return true;
  if (instruction.opcode == Opcode::any_in_line) return !support::is_line_terminator(character);
  return set_matches(code_.sets[instruction.a], character) == (instruction.opcode == Opcode::set);
}

bool Matcher::set_matches(const CharacterSet& set, char32_t character) const {
  if (set.contains(character)) return true;
  if (!code_.flags.ignore_case) return false;
  const char32_t canonical = canonicalize(character);
  for (const char32_t other : {canonical, simple_lower(canonical), simple_upper(canonical)}) {
    if (canonicalize(other) == canonical && set.contains(other)) return true;
  }
  return false;
}

// Takes as many characters as there are; the alternative gives them back one by one.
bool Matcher::repeat_single(const Instruction& instruction) {
  const Instruction& single = code_.instructions[address_++];
  const std::uint32_t behind = address_;
  std::int32_t shortest = instruction.a == 0 ? position_ : kUnset;
  std::uint32_t count = 0;
  while (count < instruction.b && consume(single)) {
    if (++count == instruction.a) shortest = position_;
    if (count % kStepsPerCall == 0) on_steps_();
  }
  if (count < instruction.a) return false;
  return position_ == shortest || push(behind, shortest);
}

bool Matcher::enter_loop(const Loop& loop) {
  const auto done = static_cast<std::uint32_t>(registers_[loop.counter]);
  const std::uint32_t body = address_;
  if (done >= loop.max) {
    address_ = loop.exit;
    return true;
  }
  if (done >= loop.min) {
    if (!push(loop.greedy ? loop.exit : body)) return false;
    if (!loop.greedy) address_ = loop.exit;
  }
  return true;
}

bool Matcher::close_loop(const Loop& loop) {
  const std::int32_t done = registers_[loop.counter];
  // An iteration beyond the minimum that took nothing would repeat for ever.
  if (static_cast<std::uint32_t>(done) >= loop.min && registers_[loop.position] == position_) return false;
  set_register(loop.counter, done + 1);
  address_ = loop.begin;
  return !full_;
}

bool Matcher::close_look(std::uint32_t index) {
  const LookState& state = looks_[index];
  const Look& look = code_.looks[index];
  alternatives_.resize(state.alternatives);
  position_ = state.position;
  address_ = look.exit;
  return !look.negated;
}

bool Matcher::backtrack() {
  if (alternatives_.empty()) return false;
  Alternative& top = alternatives_.back();
  while (changes_.size() > top.changes) {
    registers_[changes_.back().index] = changes_.back().old_value;
    changes_.pop_back();
  }
  address_ = top.address;
  position_ = top.position;
  if (top.shortest != kUnset) {
    position_ -= static_cast<std::int32_t>(units_before(position_));
    top.position = position_;
    if (position_ > top.shortest) return true;
  }
  alternatives_.pop_back();
  return true;
}

bool Matcher::push(std::uint32_t address, std::int32_t shortest) {
  if (alternatives_.size() >= kMaxAlternatives) {
    full_ = true;
    return false;
  }
  alternatives_.push_back({address, position_, static_cast<std::uint32_t>(changes_.size()), shortest});
  return true;
}

void Matcher::set_register(std::uint32_t index, std::int32_t value) {
  if (registers_[index] == value) return;
  if (!alternatives_.empty()) {
    if (changes_.size() >= kMaxChanges)
      full_ = true;
    else
      changes_.push_back({index, registers_[index]});
  }
  registers_[index] = value;
}

bool Matcher::is_word_at(std::int32_t index) const {
  return index >= 0 && static_cast<std::size_t>(index) < input_.size() &&
         is_word_character(input_[static_cast<std::size_t>(index)]);
}

bool Matcher::at_word_boundary() const {
  return is_word_at(position_ - 1) != is_word_at(position_);
}

std::uint32_t Matcher::units_before(std::int32_t position) const {
  const auto index = static_cast<std::size_t>(position);
  const bool pair = code_.flags.unicode && index >= 2 && is_low_surrogate(input_[index - 1]) &&
                    is_high_surrogate(input_[index - 2]);
  return pair ? 2 : 1;
}

// Canonicalize [22.2.2.7.3]
char32_t Matcher::canonicalize(char32_t character) const {
  if (code_.flags.unicode) return simple_lower(simple_upper(character));
  const char32_t upper = simple_upper(character);
  return character >= 128 && upper < 128 ? character : upper;
}

}  // namespace asyncq::engine::regexp
