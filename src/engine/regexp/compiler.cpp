#include <algorithm>

#include "engine/regexp/matcher.h"

namespace asyncq::engine::regexp {
namespace {

class Compiler {
 public:
  explicit Compiler(const Pattern& pattern) : flags_(pattern.flags) {
    code_.flags = pattern.flags;
    code_.group_count = pattern.group_count;
    code_.register_count = 2 * pattern.group_count;
    code_.names = pattern.names;
  }

  Code compile(const Node& root) {
    emit({Opcode::save, false, 0});
    compile_node(root);
    emit({Opcode::save, false, 1});
    emit({Opcode::match});
    return std::move(code_);
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(code_.instructions.size()); }
  std::uint32_t emit(Instruction instruction) {
    instruction.backward = backward_;
    code_.instructions.push_back(instruction);
    return here() - 1;
  }

  void compile_node(const Node& node) {
    switch (node.kind) {
      case NodeKind::empty:
        break;
      case NodeKind::character:
        emit({Opcode::character, false, node.character});
        break;
      case NodeKind::any:
        emit({flags_.dot_all ? Opcode::any : Opcode::any_in_line});
        break;
      case NodeKind::set:
        emit({node.negated ? Opcode::set_complement : Opcode::set, false,
              static_cast<std::uint32_t>(code_.sets.size())});
        code_.sets.push_back(node.set);
        break;
      case NodeKind::sequence:
        compile_sequence(node);
        break;
      case NodeKind::alternatives:
        compile_alternatives(node);
        break;
      case NodeKind::group:
        emit({Opcode::save, false, 2 * node.group + (backward_ ? 1 : 0)});
        compile_node(node.children[0]);
        emit({Opcode::save, false, 2 * node.group + (backward_ ? 0 : 1)});
        break;
      case NodeKind::repeat:
        compile_repeat(node);
        break;
      case NodeKind::line_start:
        emit({Opcode::line_start});
        break;
      case NodeKind::line_end:
        emit({Opcode::line_end});
        break;
      case NodeKind::word_boundary:
        emit({node.negated ? Opcode::not_word_boundary : Opcode::word_boundary});
        break;
      case NodeKind::back_reference:
        emit({Opcode::back_reference, false, node.group});
        break;
      case NodeKind::look:
        compile_look(node);
        break;
    }
  }

  void compile_sequence(const Node& node) {
    if (backward_) {
      for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) compile_node(*child);
    } else {
      for (const Node& child : node.children) compile_node(child);
    }
  }

  void compile_alternatives(const Node& node) {
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      const std::uint32_t split = emit({Opcode::split});
      code_.instructions[split].a = here();
      compile_node(node.children[i]);
      jumps.push_back(emit({Opcode::jump}));
      code_.instructions[split].b = here();
    }
    compile_node(node.children.back());
    for (const std::uint32_t jump : jumps) code_.instructions[jump].a = here();
  }

  void compile_look(const Node& node) {
    const auto index = static_cast<std::uint32_t>(code_.looks.size());
    code_.looks.push_back({node.negated, 0});
    emit({Opcode::look, false, index});
    const bool outside = backward_;
    backward_ = node.behind;
    compile_node(node.children[0]);
    backward_ = outside;
    emit({Opcode::look_end, false, index});
    code_.looks[index].exit = here();
  }

  static bool is_single(const Node& node) {
    return node.kind == NodeKind::character || node.kind == NodeKind::any || node.kind == NodeKind::set;
  }

  static bool may_be_empty(const Node& node) {
    switch (node.kind) {
      case NodeKind::character:
      case NodeKind::any:
      case NodeKind::set:
        return false;
      case NodeKind::sequence:
        return std::ranges::all_of(node.children, may_be_empty);
      case NodeKind::alternatives:
        return std::ranges::any_of(node.children, may_be_empty);
      case NodeKind::group:
        return may_be_empty(node.children[0]);
      case NodeKind::repeat:
        return node.min == 0 || may_be_empty(node.children[0]);
      case NodeKind::empty:
      case NodeKind::line_start:
      case NodeKind::line_end:
      case NodeKind::word_boundary:
      case NodeKind::back_reference:
      case NodeKind::look:
        return true;
    }
    return true;
  }

  // RepeatMatcher [22.2.2.3.1]
  void compile_repeat(const Node& node) {
    const Node& body = node.children[0];
    if (node.max == 0) return;
    if (is_single(body) && node.greedy && !backward_) {
      emit({Opcode::repeat_single, false, node.min, node.max});
      compile_node(body);
    } else if (node.min <= 1 && (node.max == 1 || node.max == Node::kUnbounded) && !may_be_empty(body)) {
      compile_plain_repeat(node);
    } else {
      compile_counted_repeat(node);
    }
  }

  void emit_split(std::uint32_t preferred, std::uint32_t other, bool greedy) {
    emit({Opcode::split, false, greedy ? preferred : other, greedy ? other : preferred});
  }

  void compile_body(const Node& node) {
    if (node.first_group != node.end_group) {
      emit({Opcode::clear_captures, false, node.first_group, node.end_group});
    }
    compile_node(node.children[0]);
  }

  // ?, * and + of what takes at least one character: needs no counter.
  void compile_plain_repeat(const Node& node) {
    const std::uint32_t begin = here();
    if (node.min == 1) {
      compile_body(node);
      if (node.max != 1) emit_split(begin, here() + 1, node.greedy);
      return;
    }
    emit_split(begin + 1, 0, node.greedy);
    compile_body(node);
    if (node.max != 1) emit({Opcode::jump, false, begin});
    Instruction& split = code_.instructions[begin];
    (node.greedy ? split.b : split.a) = here();
  }

  void compile_counted_repeat(const Node& node) {
    const std::uint32_t counter = code_.register_count++;
    const std::uint32_t position = code_.register_count++;
    emit({Opcode::set_counter, false, counter});
    const auto index = static_cast<std::uint32_t>(code_.loops.size());
    code_.loops.push_back({node.min, node.max, node.greedy, counter, position, here(), 0});
    emit({Opcode::loop, false, index});
    emit({Opcode::save, false, position});
    compile_body(node);
    emit({Opcode::loop_again, false, index});
    code_.loops[index].exit = here();
  }

  Flags flags_;
  Code code_;
  bool backward_ = false;
};

}  // namespace

std::shared_ptr<const Code> compile_pattern(const Pattern& pattern) {
  return std::make_shared<const Code>(Compiler(pattern).compile(pattern.root));
}

}  // namespace asyncq::engine::regexp
