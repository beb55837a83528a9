#pragma once
// Text with the places where its lines may break, after Wadler's "prettier printer": the caller says what
// belongs together, and the layout breaks the outermost groups that do not fit.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace asyncq::syntax {

// A piece of text with its possible line breaks; belongs to the Layout that made it.
struct Piece {
  std::uint32_t index = 0;
};

class Layout {
 public:
  explicit Layout(std::size_t width) : width_(width) {}

  // Text without line breaks.
  Piece text(std::string_view text);
  Piece sequence(std::initializer_list<Piece> pieces);
  Piece sequence(const std::vector<Piece>& pieces);
  Piece nothing() { return text({}); }
  Piece line() { return {kLine}; }             // a space, or a new line where the group is broken
  Piece soft_line() { return {kSoftLine}; }    // nothing, or a new line where the group is broken
  Piece hard_line() { return {kHardLine}; }    // always a new line; breaks every group around it
  Piece blank_line() { return {kBlankLine}; }  // an empty line, likewise
  Piece indent(Piece content);
  // All on one line if it fits, else broken at each line() of its own.
  Piece group(Piece content);
  Piece broken_group(Piece content);
  // The group again, broken.
  Piece broken(Piece group) { return broken_group({nodes_[group.index].first}); }
  Piece if_broken(Piece broken, Piece flat);
  // The first that fits with its unbroken groups on one line; if none does, the last, broken.
  Piece choice(std::initializer_list<Piece> alternatives);

  // Whether the piece has a line break whatever the width.
  [[nodiscard]] bool breaks(Piece piece) const { return nodes_[piece.index].breaks; }

  [[nodiscard]] std::string print(Piece piece) const;

 private:
  enum class Kind : std::uint8_t {
    text,
    sequence,
    line,
    soft_line,
    hard_line,
    blank_line,
    indent,
    group,
    if_broken,
    choice
  };
  enum class Mode : bool { flat, broken };
  struct Node {
    Kind kind = Kind::text;
    bool breaks = false;
    std::uint32_t first = 0;  // text: offset; sequence, choice: first child's place; else the child
    std::uint32_t count = 0;  // text: length; sequence, choice: children; if_broken: the flat child
  };
  struct Task {
    std::size_t indent = 0;
    Mode mode = Mode::broken;
    std::uint32_t node = 0;
  };
  static constexpr std::uint32_t kLine = 0, kSoftLine = 1, kHardLine = 2, kBlankLine = 3;

  Piece add(Node node);
  Piece add_children(Kind kind, const Piece* pieces, std::size_t count);
  [[nodiscard]] bool fits(const Task& task, const std::vector<Task>& rest, std::size_t room) const;
  [[nodiscard]] std::uint32_t chosen(const Task& task, const std::vector<Task>& rest, std::size_t room,
                                     Mode& mode) const;
  void push_children(const Node& node, const Task& task, std::vector<Task>& tasks) const;

  std::size_t width_;
  std::string texts_;
  std::vector<std::uint32_t> children_;
  std::vector<Node> nodes_{{Kind::line, false, 0, 0},
                           {Kind::soft_line, false, 0, 0},
                           {Kind::hard_line, true, 0, 0},
                           {Kind::blank_line, true, 0, 0}};
};

}  // namespace asyncq::syntax
