#pragma once
// A YAML file as a tree that forgets nothing a strict loader needs: where each node stands and how each
// scalar was written. Duplicate keys, keys that are not scalars, second documents, unknown tags, cyclic and
// exploding aliases, control characters and too deep nesting are problems here, whatever reads the tree.

#include <deque>
#include <memory>
#include <string>

#include "puzzle/text_positions.h"
#include "puzzle/yaml_node.h"
#include "support/diagnostic.h"

namespace asyncq::puzzle {

// Owns its nodes, which point at one another (an alias is one more pointer to the same node).
struct Document {
  explicit Document(support::SourceFilePtr source);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // Where the text of a scalar stands. Exact for a scalar on one line without escapes and for literal
  // blocks; else every position is the scalar's first character.
  [[nodiscard]] support::SourceMap source_map(const Node& scalar) const;

  support::SourceFilePtr file;
  std::string text;  // the file's, with "\n" line ends and without byte order mark
  TextPositions positions;
  std::deque<Node> nodes;
  const Node* root = nullptr;  // null when nothing could be read
  support::Diagnostics problems;
};

// The most problems of one file that are worth telling.
inline constexpr std::size_t kMaxProblems = 50;
inline constexpr std::size_t kMaxYamlDepth = 200;
// What aliases may multiply a file to.
inline constexpr std::size_t kMaxExpandedNodes = 100'000;
inline constexpr std::size_t kMaxExpandedBytes = std::size_t{4} * 1024 * 1024;

// Goes on after a problem where that can be done, so that a reader of the tree can add its own.
[[nodiscard]] std::unique_ptr<Document> parse_yaml(support::SourceFilePtr file);

}  // namespace asyncq::puzzle
