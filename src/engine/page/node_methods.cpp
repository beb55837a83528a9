// Node, Text and what elements have of ParentNode and ChildNode [DOM 4.2.6, 4.2.8, 4.4].

#include "engine/page/node_methods.h"

#include "engine/page/node.h"
#include "engine/page/page.h"
#include "engine/pinned.h"

namespace asyncq::engine {

namespace {

NodeObject& this_node(Machine& machine, const Arguments& arguments) {
  NodeObject* node = as_node(arguments.this_value);
  if (node == nullptr) machine.throw_type_error("Illegal invocation");
  return *node;
}

Value node_or_null(NodeObject* node) {
  return node == nullptr ? Value::null() : Value(node);
}

NodeObject& node_argument(Machine& machine, const Arguments& arguments, std::uint32_t index,
                          std::string_view method) {
  NodeObject* node = as_node(arguments[index]);
  if (node == nullptr) throw_wrong_type(machine, index + 1, "Node", method, "Node");
  return *node;
}

// --- the tree ---

Value append_child(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  require_arguments(machine, arguments, 1, "appendChild", "Node");
  insert_node(machine, parent, node_argument(machine, arguments, 0, "appendChild"), nullptr, "appendChild");
  return arguments[0];
}

Value insert_before(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  require_arguments(machine, arguments, 2, "insertBefore", "Node");
  NodeObject& child = node_argument(machine, arguments, 0, "insertBefore");
  NodeObject* before =
      arguments[1].is_nullish() ? nullptr : &node_argument(machine, arguments, 1, "insertBefore");
  insert_node(machine, parent, child, before, "insertBefore");
  return arguments[0];
}

Value remove_child(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  require_arguments(machine, arguments, 1, "removeChild", "Node");
  NodeObject& child = node_argument(machine, arguments, 0, "removeChild");
  // One that is a child is its own successor until it is gone: this throws for any other.
  if (child.parent != &parent)
    insert_node(machine, parent, *create_text(machine, u""), &child, "removeChild");
  remove_node(machine, child);
  return arguments[0];
}

Value remove_self(Machine& machine, const Arguments& arguments) {
  remove_node(machine, this_node(machine, arguments));
  return {};
}

// Nodes, and anything else as text [DOM 4.2.6, convert nodes into a node].
NodeObject& node_or_text(Machine& machine, Value value) {
  NodeObject* node = as_node(value);
  return node != nullptr ? *node : *create_text(machine, std::u16string(machine.to_text(value)));
}

Value append(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  for (const Value value : arguments.rest(0))
    insert_node(machine, parent, node_or_text(machine, value), nullptr, "append");
  return {};
}

Value prepend(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  NodeObject* first = parent.children.empty() ? nullptr : parent.children.front();
  for (const Value value : arguments.rest(0))
    insert_node(machine, parent, node_or_text(machine, value), first, "prepend");
  return {};
}

Value replace_all(Machine& machine, const Arguments& arguments) {
  NodeObject& parent = this_node(machine, arguments);
  std::vector<NodeObject*> children;
  Pinned pinned(machine);
  for (const Value value : arguments.rest(0)) {
    NodeObject& child = node_or_text(machine, value);
    pinned.keep(Value(&child));
    if (child.is_inclusive_ancestor_of(parent))
      insert_node(machine, parent, child, nullptr, "replaceChildren");
    remove_node(machine, child);
    children.push_back(&child);
  }
  replace_children(machine, parent, children);
  return {};
}

Value contains(Machine& machine, const Arguments& arguments) {
  const NodeObject* other = as_node(arguments[0]);
  return Value(other != nullptr && this_node(machine, arguments).is_inclusive_ancestor_of(*other));
}

// --- getters ---

Value get_node_type(Machine& machine, const Arguments& arguments) {
  return Value(static_cast<int>(this_node(machine, arguments).node_kind));
}

Value get_node_name(Machine& machine, const Arguments& arguments) {
  const NodeObject& node = this_node(machine, arguments);
  switch (node.node_kind) {
    case NodeKind::text:
      return machine.string("#text");
    case NodeKind::document:
      return machine.string("#document");
    case NodeKind::element:
      break;
  }
  std::u16string name = node.name;
  for (char16_t& letter : name) {
    if (letter >= u'a' && letter <= u'z') letter = static_cast<char16_t>(letter - u'a' + u'A');
  }
  return machine.string(std::move(name));
}

Value get_parent(Machine& machine, const Arguments& arguments) {
  return node_or_null(this_node(machine, arguments).parent);
}

Value get_parent_element(Machine& machine, const Arguments& arguments) {
  NodeObject* parent = this_node(machine, arguments).parent;
  return node_or_null(parent != nullptr && parent->node_kind == NodeKind::element ? parent : nullptr);
}

Value get_first_child(Machine& machine, const Arguments& arguments) {
  const NodeObject& node = this_node(machine, arguments);
  return node_or_null(node.children.empty() ? nullptr : node.children.front());
}

Value get_last_child(Machine& machine, const Arguments& arguments) {
  const NodeObject& node = this_node(machine, arguments);
  return node_or_null(node.children.empty() ? nullptr : node.children.back());
}

NodeObject* sibling(const NodeObject& node, std::size_t offset) {
  if (node.parent == nullptr) return nullptr;
  const std::size_t index = node.parent->index_of(node) + offset;
  return index < node.parent->children.size() ? node.parent->children[index] : nullptr;
}

Value get_next_sibling(Machine& machine, const Arguments& arguments) {
  return node_or_null(sibling(this_node(machine, arguments), 1));
}

Value get_previous_sibling(Machine& machine, const Arguments& arguments) {
  return node_or_null(sibling(this_node(machine, arguments), ~std::size_t{0}));
}

Value list_children(Machine& machine, const NodeObject& node, bool elements_only) {
  Array* list = machine.create_array();
  for (NodeObject* child : node.children) {
    if (!elements_only || child->node_kind == NodeKind::element) list->elements.push_back(Value(child));
  }
  return Value(list);
}

Value get_child_nodes(Machine& machine, const Arguments& arguments) {
  return list_children(machine, this_node(machine, arguments), false);
}

Value get_children(Machine& machine, const Arguments& arguments) {
  return list_children(machine, this_node(machine, arguments), true);
}

Value get_child_element_count(Machine& machine, const Arguments& arguments) {
  return Value(static_cast<Array*>(get_children(machine, arguments).as_object())->elements.size());
}

Value get_is_connected(Machine& machine, const Arguments& arguments) {
  return Value(page_of(machine).document->is_inclusive_ancestor_of(this_node(machine, arguments)));
}

Value get_owner_document(Machine& machine, const Arguments& arguments) {
  const bool is_document = this_node(machine, arguments).node_kind == NodeKind::document;
  return is_document ? Value::null() : Value(page_of(machine).document);
}

Value get_text_content(Machine& machine, const Arguments& arguments) {
  const NodeObject& node = this_node(machine, arguments);
  return node.node_kind == NodeKind::document ? Value::null() : machine.string(text_content(node));
}

Value set_text_content(Machine& machine, const Arguments& arguments) {
  NodeObject& node = this_node(machine, arguments);
  std::u16string text =
      arguments[0].is_null() ? std::u16string() : std::u16string(machine.to_text(arguments[0]));
  if (node.node_kind == NodeKind::text) {
    set_data(machine, node, std::move(text));
  } else if (node.node_kind == NodeKind::element) {
    std::vector<NodeObject*> children;
    NodeObject* child = text.empty() ? nullptr : create_text(machine, std::move(text));
    if (child != nullptr) children.push_back(child);
    replace_children(machine, node, children);
  }
  return {};
}

Value get_data(Machine& machine, const Arguments& arguments) {
  const NodeObject& node = this_node(machine, arguments);
  return node.node_kind == NodeKind::text ? machine.string(node.data) : Value::null();
}

Value set_text_data(Machine& machine, const Arguments& arguments) {
  NodeObject& node = this_node(machine, arguments);
  if (node.node_kind == NodeKind::text) set_text_content(machine, arguments);
  return {};
}

constexpr MethodRow kNodeMethods[] = {
    {"appendChild", 1, append_child},
    {"contains", 1, contains},
    {"insertBefore", 2, insert_before},
    {"removeChild", 1, remove_child},
};

constexpr GetterRow kNodeGetters[] = {
    {"nodeType", get_node_type},
    {"nodeName", get_node_name},
    {"parentNode", get_parent},
    {"parentElement", get_parent_element},
    {"childNodes", get_child_nodes},
    {"firstChild", get_first_child},
    {"lastChild", get_last_child},
    {"previousSibling", get_previous_sibling},
    {"nextSibling", get_next_sibling},
    {"isConnected", get_is_connected},
    {"ownerDocument", get_owner_document},
};

constexpr AccessorRow kNodeAccessors[] = {
    {"textContent", get_text_content, set_text_content},
    {"nodeValue", get_data, set_text_data},
};
constexpr AccessorRow kTextAccessors[] = {{"data", get_data, set_text_data}};

constexpr MethodRow kChildMethods[] = {{"remove", 0, remove_self}};
constexpr MethodRow kParentMethods[] = {
    {"append", 0, append},
    {"prepend", 0, prepend},
    {"replaceChildren", 0, replace_all},
};
constexpr GetterRow kParentGetters[] = {
    {"children", get_children},
    {"childElementCount", get_child_element_count},
};

}  // namespace

void define_accessors(Machine& machine, Object* target, std::span<const AccessorRow> rows) {
  for (const AccessorRow& row : rows) {
    const std::string name(row.name);
    const Value getter(machine.create_native("get " + name, 0, row.get));
    const Value setter(machine.create_native("set " + name, 1, row.set));
    target->define(machine, machine.key(name), Value(machine.heap.make<Accessor>(getter, setter)),
                   kEnumerable | kConfigurable | kAccessor);
  }
}

void define_parent_node(Machine& machine, Object* prototype) {
  define_methods(machine, prototype, kParentMethods);
  define_getters(machine, prototype, kParentGetters);
}

void define_child_node(Machine& machine, Object* prototype) {
  define_methods(machine, prototype, kChildMethods);
}

void install_nodes(Machine& machine) {
  Page& page = page_of(machine);
  define_methods(machine, page.node, kNodeMethods);
  define_getters(machine, page.node, kNodeGetters);
  define_accessors(machine, page.node, kNodeAccessors);
  define_accessors(machine, page.character_data, kTextAccessors);
  define_child_node(machine, page.character_data);
}

}  // namespace asyncq::engine
