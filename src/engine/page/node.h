#pragma once
// The document's tree [DOM 4]: elements, text and the document, with the changes that observers hear of.

#include <optional>
#include <string>
#include <vector>

#include "engine/builtins/event_target.h"

namespace asyncq::engine {

class MutationObserverObject;

enum class NodeKind : std::uint8_t { element = 1, text = 3, document = 9 };  // nodeType

// What an observer wants to hear of a node [DOM 4.3.1, MutationObserverInit].
struct ObserverOptions {
  bool child_list = false;
  bool attributes = false;
  bool character_data = false;
  bool subtree = false;
  bool attribute_old_value = false;
  bool character_data_old_value = false;
  std::optional<std::vector<std::u16string>> attribute_filter;
};

struct ObserverRegistration {
  MutationObserverObject* observer = nullptr;
  ObserverOptions options;
  bool transient = false;  // of an ancestor that the node was taken away from: until its callback has run
};

class NodeObject final : public EventTargetObject {
 public:
  NodeObject(Shape* shape, NodeKind kind_of_node) : EventTargetObject(shape), node_kind(kind_of_node) {}

  struct Attribute {
    std::u16string name;
    std::u16string value;
  };

  NodeKind node_kind;
  std::u16string name;  // of an element, in lower case
  std::u16string data;  // of text
  NodeObject* parent = nullptr;
  std::vector<NodeObject*> children;
  std::vector<Attribute> attributes;
  std::vector<ObserverRegistration> observers;

  [[nodiscard]] const std::u16string* attribute(std::u16string_view wanted) const;
  [[nodiscard]] bool is_inclusive_ancestor_of(const NodeObject& other) const;
  [[nodiscard]] std::size_t index_of(const NodeObject& child) const;  // children.size(): it is none

  EventTargetObject* event_parent(Machine& machine) override;
  void trace(Marker& marker) override;
};

[[nodiscard]] NodeObject* as_node(Value value);  // null: something else
[[nodiscard]] NodeObject* create_element(Machine& machine, std::u16string name);
[[nodiscard]] NodeObject* create_text(Machine& machine, std::u16string data);

// --- changes [DOM 4.2.3, 4.9, 4.10] ---
// Moves the child there from wherever it is; before null: to the end. Throws what appendChild throws.
void insert_node(Machine& machine, NodeObject& parent, NodeObject& child, NodeObject* before,
                 std::string_view method);
void remove_node(Machine& machine, NodeObject& child);  // no effect without a parent
void replace_children(Machine& machine, NodeObject& parent, const std::vector<NodeObject*>& children);
void set_attribute(Machine& machine, NodeObject& element, std::u16string_view name,
                   const std::optional<std::u16string>& value);  // nothing: removes it
void set_data(Machine& machine, NodeObject& text, std::u16string data);

[[nodiscard]] std::u16string text_content(const NodeObject& node);
// The nodes below in tree order, without the root.
[[nodiscard]] std::vector<NodeObject*> descendants(const NodeObject& root);

// --- for mutation_observer.cpp: a change, as a record tells of it ---
enum class MutationKind : std::uint8_t { attributes, character_data, child_list };
struct Mutation {
  MutationKind kind = MutationKind::child_list;
  std::u16string attribute;
  std::optional<std::u16string> old_value;
  std::vector<NodeObject*> added;
  std::vector<NodeObject*> removed;
  NodeObject* previous_sibling = nullptr;
  NodeObject* next_sibling = nullptr;
};
// Queue a mutation record [DOM 4.3.2].
void queue_mutation_record(Machine& machine, NodeObject& target, const Mutation& mutation);

}  // namespace asyncq::engine
