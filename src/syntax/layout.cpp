#include "syntax/layout.h"

namespace asyncq::syntax {

namespace {

constexpr std::size_t kIndent = 2;

// Code points in the text, counted no further than just past the limit.
std::size_t columns(std::string_view text, std::size_t limit = std::string_view::npos - 1) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u && ++count > limit) break;
  }
  return count;
}

}  // namespace

// --- building ------------------------------------------------------------------------------------------

Piece Layout::add(Node node) {
  nodes_.push_back(node);
  return {static_cast<std::uint32_t>(nodes_.size() - 1)};
}

Piece Layout::add_children(Kind kind, const Piece* pieces, std::size_t count) {
  Node node{kind, false, static_cast<std::uint32_t>(children_.size()), static_cast<std::uint32_t>(count)};
  for (std::size_t i = 0; i < count; ++i) {
    children_.push_back(pieces[i].index);
    node.breaks = node.breaks || breaks(pieces[i]);
  }
  return add(node);
}

Piece Layout::text(std::string_view text) {
  const auto offset = static_cast<std::uint32_t>(texts_.size());
  texts_ += text;
  return add({Kind::text, false, offset, static_cast<std::uint32_t>(text.size())});
}

Piece Layout::sequence(std::initializer_list<Piece> pieces) {
  return add_children(Kind::sequence, pieces.begin(), pieces.size());
}

Piece Layout::sequence(const std::vector<Piece>& pieces) {
  return add_children(Kind::sequence, pieces.data(), pieces.size());
}

Piece Layout::indent(Piece content) {
  return add({Kind::indent, breaks(content), content.index, 0});
}
Piece Layout::group(Piece content) {
  return add({Kind::group, breaks(content), content.index, 0});
}
Piece Layout::broken_group(Piece content) {
  return add({Kind::group, true, content.index, 0});
}

Piece Layout::if_broken(Piece broken, Piece flat) {
  return add({Kind::if_broken, false, broken.index, flat.index});
}

Piece Layout::choice(std::initializer_list<Piece> alternatives) {
  const Piece piece = add_children(Kind::choice, alternatives.begin(), alternatives.size());
  nodes_[piece.index].breaks = breaks(*alternatives.begin());
  return piece;
}

// --- laying out ----------------------------------------------------------------------------------------

void Layout::push_children(const Node& node, const Task& task, std::vector<Task>& tasks) const {
  for (std::uint32_t i = node.count; i-- > 0;)
    tasks.push_back({task.indent, task.mode, children_[node.first + i]});
}

// Whether the task, and what follows it up to the next line break, fits in the room that is left.
bool Layout::fits(const Task& task, const std::vector<Task>& rest, std::size_t room) const {
  std::vector<Task> tasks{task};
  std::size_t rest_left = rest.size();
  while (true) {
    if (tasks.empty()) {
      if (rest_left == 0) return true;
      tasks.push_back(rest[--rest_left]);
    }
    const Task current = tasks.back();
    tasks.pop_back();
    const Node& node = nodes_[current.node];
    const bool broken = current.mode == Mode::broken;
    switch (node.kind) {
      case Kind::text: {
        const std::size_t used = columns(std::string_view(texts_).substr(node.first, node.count), room);
        if (used > room) return false;
        room -= used;
        break;
      }
      case Kind::sequence:
        push_children(node, current, tasks);
        break;
      case Kind::line:
        if (broken) return true;
        if (room == 0) return false;
        --room;
        break;
      case Kind::soft_line:
        if (broken) return true;
        break;
      case Kind::hard_line:
      case Kind::blank_line:
        return true;
      case Kind::indent:
        tasks.push_back({0, current.mode, node.first});
        break;
      case Kind::group:
        tasks.push_back({0, node.breaks ? Mode::broken : current.mode, node.first});
        break;
      case Kind::if_broken:
        tasks.push_back({0, current.mode, broken ? node.first : node.count});
        break;
      case Kind::choice:
        tasks.push_back({0, current.mode, children_[broken ? node.first + node.count - 1 : node.first]});
        break;
    }
  }
}

std::uint32_t Layout::chosen(const Task& task, const std::vector<Task>& rest, std::size_t room,
                             Mode& mode) const {
  const Node& node = nodes_[task.node];
  mode = Mode::flat;
  if (task.mode == Mode::flat) return children_[node.first];
  for (std::uint32_t i = 0; i + 1 < node.count; ++i) {
    const std::uint32_t alternative = children_[node.first + i];
    if (fits({task.indent, Mode::flat, alternative}, rest, room)) return alternative;
  }
  mode = Mode::broken;
  return children_[node.first + node.count - 1];
}

std::string Layout::print(Piece piece) const {
  std::string out;
  std::size_t column = 0;
  std::vector<Task> tasks{{0, Mode::broken, piece.index}};
  const auto new_line = [&](std::size_t indent) {
    out += '\n';
    out.append(indent, ' ');
    column = indent;
  };
  while (!tasks.empty()) {
    const Task current = tasks.back();
    tasks.pop_back();
    const Node& node = nodes_[current.node];
    const bool broken = current.mode == Mode::broken;
    const std::size_t room = width_ > column ? width_ - column : 0;
    switch (node.kind) {
      case Kind::text: {
        const std::string_view text = std::string_view(texts_).substr(node.first, node.count);
        out += text;
        column += columns(text);
        break;
      }
      case Kind::sequence:
        push_children(node, current, tasks);
        break;
      case Kind::line:
        if (broken) {
          new_line(current.indent);
        } else {
          out += ' ';
          ++column;
        }
        break;
      case Kind::soft_line:
        if (broken) new_line(current.indent);
        break;
      case Kind::hard_line:
        new_line(current.indent);
        break;
      case Kind::blank_line:
        out += '\n';
        new_line(current.indent);
        break;
      case Kind::indent:
        tasks.push_back({current.indent + kIndent, current.mode, node.first});
        break;
      case Kind::group: {
        const Task flat{current.indent, Mode::flat, node.first};
        const bool on_one_line = !node.breaks && (!broken || fits(flat, tasks, room));
        tasks.push_back({current.indent, on_one_line ? Mode::flat : Mode::broken, node.first});
        break;
      }
      case Kind::if_broken:
        tasks.push_back({current.indent, current.mode, broken ? node.first : node.count});
        break;
      case Kind::choice: {
        Mode mode = Mode::flat;
        const std::uint32_t alternative = chosen(current, tasks, room, mode);
        tasks.push_back({current.indent, mode, alternative});
        break;
      }
    }
  }
  return out;
}

}  // namespace asyncq::syntax
