#pragma once
// One node of a YAML file, as the loaders read it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/source.h"

namespace asyncq::puzzle {

enum class NodeKind : std::uint8_t { scalar, sequence, mapping };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };
// What a scalar is by the core schema of YAML 1.2. Quoted and block scalars are text, whatever they say.
enum class ScalarType : std::uint8_t { null, boolean, integer, floating, text };

struct Node;
struct NodeEntry {
  const Node* key = nullptr;  // a scalar
  const Node* value = nullptr;
};

struct Node {
  NodeKind kind = NodeKind::scalar;
  ScalarStyle style = ScalarStyle::plain;
  bool flow = false;         // a sequence in [ ] or a mapping in { }
  bool absent = false;       // a scalar that is not written at all: "key:" with nothing behind it
  bool tagged_text = false;  // !!str
  support::SourceRange range;
  std::size_t offset = 0;          // of the node's first byte in Document::text, behind its anchor and tag
  std::string text;                // scalars: decoded; plain ones (null included) as they are written
  std::vector<const Node*> items;  // sequences
  std::vector<NodeEntry> entries;  // mappings, in order; keys are unique
  // This node and all below it, aliases counted as often as they are named.
  std::size_t expanded_nodes = 1;
  std::size_t expanded_bytes = 0;

  [[nodiscard]] bool is_scalar() const { return kind == NodeKind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == NodeKind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == NodeKind::mapping; }
  // The value of a mapping's key; null when there is none.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

[[nodiscard]] ScalarType scalar_type(const Node& scalar);
// "a list", "a mapping", "text", "a number", "true or false", "nothing": for messages.
[[nodiscard]] std::string_view describe(const Node& node);

}  // namespace asyncq::puzzle
