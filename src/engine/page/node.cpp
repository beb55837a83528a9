#include "engine/page/node.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/builtins/dom_exception.h"
#include "engine/page/mutation_observer.h"
#include "engine/page/page.h"

namespace asyncq::engine {

namespace {

// Deeper trees are refused: everything that walks one may do so by recursion.
constexpr std::size_t kDeepest = 1000;

std::size_t depth_of(const NodeObject& node) {
  std::size_t depth = 0;
  for (const NodeObject* at = &node; at != nullptr; at = at->parent) ++depth;
  return depth;
}

std::size_t height_of(const NodeObject& node) {
  std::size_t height = 0;
  for (const NodeObject* child : node.children) height = std::max(height, height_of(*child));
  return height + 1;
}

NodeObject* child_at(const NodeObject& node, std::size_t index) {
  return index < node.children.size() ? node.children[index] : nullptr;
}

// Whoever observes what was above the node hears of it until the observer's callback has run [DOM 4.2.3,
// remove, step 15].
void leave_transient_observers(NodeObject& parent, NodeObject& child) {
  for (const NodeObject* at = &parent; at != nullptr; at = at->parent) {
    for (const ObserverRegistration& each : at->observers) {
      if (!each.options.subtree) continue;
      child.observers.push_back({each.observer, each.options, true});
      each.observer->add_target(child);
    }
  }
}

void append_text(const NodeObject& node, std::u16string& out) {
  if (node.node_kind == NodeKind::text) out += node.data;
  for (const NodeObject* child : node.children) append_text(*child, out);
}

void append_descendants(const NodeObject& node, std::vector<NodeObject*>& out) {
  for (NodeObject* child : node.children) {
    out.push_back(child);
    append_descendants(*child, out);
  }
}

[[noreturn]] void throw_dom_error(Machine& machine, std::string_view method, std::string_view what,
                                  std::string_view name) {
  throw Throw{
      create_dom_exception(machine, fmt::format("Failed to execute '{}' on 'Node': {}", method, what), name)};
}

}  // namespace

const std::u16string* NodeObject::attribute(std::u16string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const Attribute& each) { return each.name == wanted; });
  return found == attributes.end() ? nullptr : &found->value;
}

bool NodeObject::is_inclusive_ancestor_of(const NodeObject& other) const {
  for (const NodeObject* at = &other; at != nullptr; at = at->parent) {
    if (at == this) return true;
  }
  return false;
}

std::size_t NodeObject::index_of(const NodeObject& child) const {
  return static_cast<std::size_t>(std::find(children.begin(), children.end(), &child) - children.begin());
}

EventTargetObject* NodeObject::event_parent(Machine& machine) {
  return node_kind == NodeKind::document ? page_of(machine).window : parent;
}

void NodeObject::trace(Marker& marker) {
  EventTargetObject::trace(marker);
  marker.mark(parent);
  for (NodeObject* child : children) marker.mark(child);
  for (const ObserverRegistration& each : observers) marker.mark(each.observer);
}

NodeObject* as_node(Value value) {
  return value.is_object() ? dynamic_cast<NodeObject*>(value.as_object()) : nullptr;
}

NodeObject* create_element(Machine& machine, std::u16string name) {
  auto* element =
      machine.heap.make<NodeObject>(machine.shape_for(page_of(machine).html_element), NodeKind::element);
  element->name = std::move(name);
  return element;
}

NodeObject* create_text(Machine& machine, std::u16string data) {
  auto* text = machine.heap.make<NodeObject>(machine.shape_for(page_of(machine).text), NodeKind::text);
  text->data = std::move(data);
  return text;
}

void insert_node(Machine& machine, NodeObject& parent, NodeObject& child, NodeObject* before,
                 std::string_view method) {
  if (parent.node_kind == NodeKind::text)
    throw_dom_error(machine, method, "This node type does not support this method.", "HierarchyRequestError");
  if (child.is_inclusive_ancestor_of(parent))
    throw_dom_error(machine, method, "The new child element contains the parent.", "HierarchyRequestError");
  if (child.node_kind == NodeKind::document)
    throw_dom_error(machine, method,
                    "Nodes of type '#document' may not be inserted inside nodes of this type.",
                    "HierarchyRequestError");
  if (before != nullptr && before->parent != &parent) {
    throw_dom_error(machine, method,
                    "The node before which the new node is to be inserted is not a child of this node.",
                    "NotFoundError");
  }
  if (depth_of(parent) + height_of(child) > kDeepest) machine.not_modelled("documents this deep");
  if (before == &child) before = child_at(parent, parent.index_of(child) + 1);
  remove_node(machine, child);
  machine.claim(sizeof(NodeObject*));
  const std::size_t index = before == nullptr ? parent.children.size() : parent.index_of(*before);
  parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(index), &child);
  child.parent = &parent;
  Mutation mutation;
  mutation.added = {&child};
  mutation.previous_sibling = index > 0 ? parent.children[index - 1] : nullptr;
  mutation.next_sibling = before;
  queue_mutation_record(machine, parent, mutation);
}

void remove_node(Machine& machine, NodeObject& child) {
  if (child.parent == nullptr) return;
  NodeObject& parent = *child.parent;
  const std::size_t index = parent.index_of(child);
  Mutation mutation;
  mutation.removed = {&child};
  mutation.previous_sibling = index > 0 ? parent.children[index - 1] : nullptr;
  mutation.next_sibling = child_at(parent, index + 1);
  parent.children.erase(parent.children.begin() + static_cast<std::ptrdiff_t>(index));
  child.parent = nullptr;
  leave_transient_observers(parent, child);
  queue_mutation_record(machine, parent, mutation);
}

void replace_children(Machine& machine, NodeObject& parent, const std::vector<NodeObject*>& children) {
  Mutation mutation;
  mutation.added = children;
  mutation.removed = parent.children;
  for (NodeObject* child : parent.children) {
    child->parent = nullptr;
    leave_transient_observers(parent, *child);
  }
  parent.children = children;
  for (NodeObject* child : children) child->parent = &parent;
  if (!mutation.added.empty() || !mutation.removed.empty()) queue_mutation_record(machine, parent, mutation);
}

void set_attribute(Machine& machine, NodeObject& element, std::u16string_view name,
                   const std::optional<std::u16string>& value) {
  const auto found = std::find_if(element.attributes.begin(), element.attributes.end(),
                                  [&](const NodeObject::Attribute& each) { return each.name == name; });
  const bool was_there = found != element.attributes.end();
  if (!was_there && !value) return;
  Mutation mutation;
  mutation.kind = MutationKind::attributes;
  mutation.attribute = name;
  if (was_there) mutation.old_value = found->value;
  if (!value) {
    element.attributes.erase(found);
  } else if (was_there) {
    found->value = *value;
  } else {
    element.attributes.push_back({std::u16string(name), *value});
    machine.claim((name.size() + value->size()) * sizeof(char16_t));
  }
  queue_mutation_record(machine, element, mutation);
}

void set_data(Machine& machine, NodeObject& text, std::u16string data) {
  Mutation mutation;
  mutation.kind = MutationKind::character_data;
  mutation.old_value = std::move(text.data);
  text.data = std::move(data);
  queue_mutation_record(machine, text, mutation);
}

std::u16string text_content(const NodeObject& node) {
  std::u16string out;
  append_text(node, out);
  return out;
}

std::vector<NodeObject*> descendants(const NodeObject& root) {
  std::vector<NodeObject*> out;
  append_descendants(root, out);
  return out;
}

}  // namespace asyncq::engine
