// Element, HTMLElement and Document [DOM 4.5, 4.9; HTML 3.2.6]: the little of them that makes events and
// changes.

#include <algorithm>

#include "engine/builtins/dom_exception.h"
#include "engine/builtins/event.h"
#include "engine/host.h"
#include "engine/page/dispatch.h"
#include "engine/page/node.h"
#include "engine/page/node_methods.h"
#include "engine/page/page.h"
#include "engine/pinned.h"

namespace asyncq::engine {

namespace {

NodeObject& this_element(Machine& machine, const Arguments& arguments) {
  NodeObject* node = as_node(arguments.this_value);
  if (node == nullptr || node->node_kind == NodeKind::text) machine.throw_type_error("Illegal invocation");
  return *node;
}

std::u16string lower_case(std::u16string_view text) {
  std::u16string out(text);
  for (char16_t& letter : out) {
    if (letter >= u'A' && letter <= u'Z') letter = static_cast<char16_t>(letter - u'A' + u'a');
  }
  return out;
}

bool is_name(std::u16string_view text) {
  const auto starts = [](char16_t letter) {
    return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z') || letter == u'_' ||
           letter >= 0x80;
  };
  return !text.empty() && starts(text.front()) &&
         text.find_first_of(u" \t\n\f\r/>") == std::u16string_view::npos;
}

// --- attributes ---

Value attribute_or(Machine& machine, const Arguments& arguments, std::u16string_view name, Value otherwise) {
  const std::u16string* value = this_element(machine, arguments).attribute(name);
  return value == nullptr ? otherwise : machine.string(*value);
}

Value get_attribute(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "getAttribute", "Element");
  return attribute_or(machine, arguments, lower_case(machine.to_text(arguments[0])), Value::null());
}

Value has_attribute(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "hasAttribute", "Element");
  return Value(!get_attribute(machine, arguments).is_null());
}

Value set_attribute_of(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 2, "setAttribute", "Element");
  const std::u16string name = lower_case(machine.to_text(arguments[0]));
  if (!is_name(name)) {
    throw Throw{create_dom_exception(machine,
                                     "Failed to execute 'setAttribute' on 'Element': '" +
                                         machine.to_utf8(arguments[0]) + "' is not a valid attribute name.",
                                     "InvalidCharacterError")};
  }
  set_attribute(machine, this_element(machine, arguments), name,
                std::u16string(machine.to_text(arguments[1])));
  return {};
}

Value remove_attribute(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "removeAttribute", "Element");
  set_attribute(machine, this_element(machine, arguments), lower_case(machine.to_text(arguments[0])),
                std::nullopt);
  return {};
}

Value toggle_attribute(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "toggleAttribute", "Element");
  NodeObject& element = this_element(machine, arguments);
  const std::u16string name = lower_case(machine.to_text(arguments[0]));
  const bool is_there = element.attribute(name) != nullptr;
  const bool wanted = arguments.count > 1 ? machine.to_boolean(arguments[1]) : !is_there;
  if (wanted && !is_there) set_attribute(machine, element, name, std::u16string());
  if (!wanted) set_attribute(machine, element, name, std::nullopt);
  return Value(wanted);
}

// Properties that reflect an attribute [HTML 2.6.1]. The functions capture the attribute's name.
std::u16string captured_name(const Arguments& arguments) {
  return std::u16string(arguments.callee->captured[0].as_string()->view());
}

Value get_reflected(Machine& machine, const Arguments& arguments) {
  return attribute_or(machine, arguments, captured_name(arguments), machine.string(""));
}

Value set_reflected(Machine& machine, const Arguments& arguments) {
  set_attribute(machine, this_element(machine, arguments), captured_name(arguments),
                std::u16string(machine.to_text(arguments[0])));
  return {};
}

Value get_reflected_flag(Machine& machine, const Arguments& arguments) {
  return Value(this_element(machine, arguments).attribute(captured_name(arguments)) != nullptr);
}

Value set_reflected_flag(Machine& machine, const Arguments& arguments) {
  NodeObject& element = this_element(machine, arguments);
  const bool wanted = machine.to_boolean(arguments[0]);
  set_attribute(machine, element, captured_name(arguments),
                wanted ? std::optional<std::u16string>(u"") : std::nullopt);
  return {};
}

struct ReflectedRow {
  std::string_view property;
  std::string_view attribute;
  bool is_flag;
};
constexpr ReflectedRow kReflected[] = {
    {"id", "id", false},        {"className", "class", false},  {"title", "title", false},
    {"hidden", "hidden", true}, {"disabled", "disabled", true},
};

void define_reflected(Machine& machine, Object* prototype) {
  for (const ReflectedRow& row : kReflected) {
    const Value name = machine.string(row.attribute);
    const std::string property(row.property);
    const Value getter(machine.create_native("get " + property, 0,
                                             row.is_flag ? get_reflected_flag : get_reflected, {name}));
    const Value setter(machine.create_native("set " + property, 1,
                                             row.is_flag ? set_reflected_flag : set_reflected, {name}));
    prototype->define(machine, machine.key(property), Value(machine.heap.make<Accessor>(getter, setter)),
                      kEnumerable | kConfigurable | kAccessor);
  }
}

// --- classList: an object that captures its element ---

std::vector<std::u16string> words(std::u16string_view text) {
  std::vector<std::u16string> out;
  constexpr std::u16string_view kSpace = u" \t\n\f\r";
  for (std::size_t begin = text.find_first_not_of(kSpace); begin != std::u16string_view::npos;
       begin = text.find_first_not_of(kSpace, begin)) {
    const std::size_t end = std::min(text.find_first_of(kSpace, begin), text.size());
    const std::u16string word(text.substr(begin, end - begin));
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
    begin = end;
  }
  return out;
}

NodeObject& listed_element(const Arguments& arguments) {
  return *as_node(arguments.callee->captured[0]);
}

std::vector<std::u16string> classes_of(const NodeObject& element) {
  const std::u16string* value = element.attribute(u"class");
  return value == nullptr ? std::vector<std::u16string>{} : words(*value);
}

void set_classes(Machine& machine, NodeObject& element, const std::vector<std::u16string>& classes) {
  if (classes.empty() && element.attribute(u"class") == nullptr) return;
  std::u16string text;
  for (const std::u16string& each : classes) text += (text.empty() ? u"" : u" ") + each;
  set_attribute(machine, element, u"class", text);
}

Value class_list_add(Machine& machine, const Arguments& arguments) {
  NodeObject& element = listed_element(arguments);
  std::vector<std::u16string> classes = classes_of(element);
  for (const Value each : arguments.rest(0)) {
    const std::u16string name(machine.to_text(each));
    if (std::find(classes.begin(), classes.end(), name) == classes.end()) classes.push_back(name);
  }
  set_classes(machine, element, classes);
  return {};
}

Value class_list_remove(Machine& machine, const Arguments& arguments) {
  NodeObject& element = listed_element(arguments);
  std::vector<std::u16string> classes = classes_of(element);
  for (const Value each : arguments.rest(0)) std::erase(classes, std::u16string(machine.to_text(each)));
  set_classes(machine, element, classes);
  return {};
}

Value class_list_contains(Machine& machine, const Arguments& arguments) {
  const std::vector<std::u16string> classes = classes_of(listed_element(arguments));
  const std::u16string name(machine.to_text(arguments[0]));
  return Value(std::find(classes.begin(), classes.end(), name) != classes.end());
}

Value class_list_toggle(Machine& machine, const Arguments& arguments) {
  const bool is_there = class_list_contains(machine, arguments).is_true();
  const bool wanted = arguments.count > 1 ? machine.to_boolean(arguments[1]) : !is_there;
  Arguments only_name = arguments;
  only_name.count = std::min<std::uint32_t>(arguments.count, 1);
  if (wanted != is_there) wanted ? class_list_add(machine, only_name) : class_list_remove(machine, only_name);
  return Value(wanted);
}

Value get_class_list(Machine& machine, const Arguments& arguments) {
  const Value element(&this_element(machine, arguments));
  Object* list = machine.create_object();
  const std::pair<std::string_view, NativeCode> methods[] = {{"add", class_list_add},
                                                             {"remove", class_list_remove},
                                                             {"contains", class_list_contains},
                                                             {"toggle", class_list_toggle}};
  for (const auto& [name, code] : methods)
    list->define(machine, machine.key(name), Value(machine.create_native(name, 0, code, {element})), kHidden);
  define_tag(machine, list, "DOMTokenList");
  return Value(list);
}

// --- looking for elements ---

// A selector of one tag name, #id and .class parts, in any combination, without combinators.
struct Selector {
  std::u16string tag;  // empty: any
  std::vector<std::u16string> ids;
  std::vector<std::u16string> classes;

  [[nodiscard]] bool matches(const NodeObject& node) const {
    if (node.node_kind != NodeKind::element || (!tag.empty() && node.name != tag)) return false;
    const std::u16string* id = node.attribute(u"id");
    const bool same_id = std::all_of(
        ids.begin(), ids.end(), [&](const std::u16string& each) { return id != nullptr && *id == each; });
    const std::vector<std::u16string> given = classes_of(node);
    return same_id && std::all_of(classes.begin(), classes.end(), [&](const std::u16string& each) {
             return std::find(given.begin(), given.end(), each) != given.end();
           });
  }
};

Selector parse_selector(Machine& machine, Value given) {
  const std::u16string_view text = machine.to_text(given);
  const auto is_part = [](char16_t letter) {
    return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z') ||
           (letter >= u'0' && letter <= u'9') || letter == u'-' || letter == u'_' || letter >= 0x80;
  };
  Selector selector;
  std::size_t at = 0;
  while (at < text.size()) {
    const char16_t kind = text[at];
    const bool marked = kind == u'#' || kind == u'.';
    if (marked) ++at;
    const std::size_t begin = at;
    while (at < text.size() && is_part(text[at])) ++at;
    const std::u16string part(text.substr(begin, at - begin));
    if (kind == u'*' && begin == 0) {
      ++at;
      continue;
    }
    if (part.empty() || (!marked && begin > 0)) {
      // Only those of one tag name, #id and .class.
      machine.not_modelled("the selector '" + machine.to_utf8(given) + "'");
    }
    if (kind == u'#') {
      selector.ids.push_back(part);
    } else if (kind == u'.') {
      selector.classes.push_back(part);
    } else {
      selector.tag = lower_case(part);
    }
  }
  return selector;
}

Value query_selector(Machine& machine, const Arguments& arguments) {
  const Selector selector = parse_selector(machine, arguments[0]);
  for (NodeObject* node : descendants(this_element(machine, arguments))) {
    if (selector.matches(*node)) return Value(node);
  }
  return Value::null();
}

Value query_selector_all(Machine& machine, const Arguments& arguments) {
  const Selector selector = parse_selector(machine, arguments[0]);
  Array* found = machine.create_array();
  for (NodeObject* node : descendants(this_element(machine, arguments))) {
    if (selector.matches(*node)) found->elements.push_back(Value(node));
  }
  return Value(found);
}

Value matches(Machine& machine, const Arguments& arguments) {
  return Value(parse_selector(machine, arguments[0]).matches(this_element(machine, arguments)));
}

Value get_element_by_id(Machine& machine, const Arguments& arguments) {
  const std::u16string id(machine.to_text(arguments[0]));
  for (NodeObject* node : descendants(this_element(machine, arguments))) {
    const std::u16string* value = node->attribute(u"id");
    if (value != nullptr && *value == id) return Value(node);
  }
  return Value::null();
}

// --- events ---

// [HTML 6.4.1, click()] A click by the program, not by a person.
Value click(Machine& machine, const Arguments& arguments) {
  NodeObject& element = this_element(machine, arguments);
  if (element.attribute(u"disabled") != nullptr) return {};
  EventObject* event = create_event(machine, "click", page_of(machine).pointer_event);
  event->trusted = false;
  event->bubbles = event->cancelable = event->composed = true;
  dispatch_in_page(machine, element, *event, DispatchedBy::script);
  return {};
}

// captured[0]: the property's name.
Value refuse_property(Machine& machine, const Arguments& arguments) {
  machine.not_modelled("the property " + arguments.callee->captured[0].as_string()->utf8() + " of elements");
}

// Layout, style, and text that is parsed as HTML.
constexpr std::string_view kRefused[] = {"style",        "dataset",     "innerHTML",    "outerHTML",
                                         "innerText",    "offsetWidth", "offsetHeight", "clientWidth",
                                         "clientHeight", "scrollTop",   "scrollHeight"};

void refuse_properties(Machine& machine, Object* prototype) {
  for (const std::string_view name : kRefused) {
    const Value refuse(machine.create_native(name, 0, refuse_property, {machine.string(name)}));
    prototype->define(machine, machine.key(name), Value(machine.heap.make<Accessor>(refuse, refuse)),
                      kConfigurable | kAccessor);
  }
}

Value get_tag_name(Machine& machine, const Arguments& arguments) {
  return machine.get(Value(&this_element(machine, arguments)), "nodeName");
}

// --- the document ---

Value create_element_of(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "createElement", "Document");
  const std::u16string name = lower_case(machine.to_text(arguments[0]));
  if (!is_name(name)) {
    throw Throw{
        create_dom_exception(machine,
                             "Failed to execute 'createElement' on 'Document': The tag name provided ('" +
                                 machine.to_utf8(arguments[0]) + "') is not a valid name.",
                             "InvalidCharacterError")};
  }
  return Value(create_element(machine, name));
}

Value create_text_node(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "createTextNode", "Document");
  return Value(create_text(machine, std::u16string(machine.to_text(arguments[0]))));
}

NodeObject* named_child(const NodeObject& node, std::u16string_view name) {
  for (NodeObject* child : node.children) {
    if (child->name == name) return child;
  }
  return nullptr;
}

Value get_document_element(Machine& machine, const Arguments&) {
  NodeObject* root = named_child(*page_of(machine).document, u"html");
  return root == nullptr ? Value::null() : Value(root);
}

Value child_of_root(Machine& machine, std::u16string_view name) {
  NodeObject* root = named_child(*page_of(machine).document, u"html");
  NodeObject* child = root == nullptr ? nullptr : named_child(*root, name);
  return child == nullptr ? Value::null() : Value(child);
}

Value get_body(Machine& machine, const Arguments&) {
  return child_of_root(machine, u"body");
}
Value get_head(Machine& machine, const Arguments&) {
  return child_of_root(machine, u"head");
}

Value get_ready_state(Machine& machine, const Arguments&) {
  return machine.string(page_of(machine).loaded ? "complete" : "loading");
}

Value get_false(Machine&, const Arguments&) {
  return Value(false);
}
Value get_visibility_state(Machine& machine, const Arguments&) {
  return machine.string("visible");
}

constexpr MethodRow kElementMethods[] = {
    {"getAttribute", 1, get_attribute},
    {"hasAttribute", 1, has_attribute},
    {"matches", 1, matches},
    {"querySelector", 1, query_selector},
    {"querySelectorAll", 1, query_selector_all},
    {"removeAttribute", 1, remove_attribute},
    {"setAttribute", 2, set_attribute_of},
    {"toggleAttribute", 1, toggle_attribute},
};
constexpr GetterRow kElementGetters[] = {{"tagName", get_tag_name}, {"classList", get_class_list}};
constexpr MethodRow kHtmlElementMethods[] = {{"click", 0, click}};

constexpr MethodRow kDocumentMethods[] = {
    {"createElement", 1, create_element_of},     {"createTextNode", 1, create_text_node},
    {"getElementById", 1, get_element_by_id},    {"querySelector", 1, query_selector},
    {"querySelectorAll", 1, query_selector_all},
};
constexpr GetterRow kDocumentGetters[] = {
    {"documentElement", get_document_element},
    {"body", get_body},
    {"head", get_head},
    {"readyState", get_ready_state},
    {"hidden", get_false},
    {"visibilityState", get_visibility_state},
};

// The events that programs of this kind listen to with an on… property.
constexpr std::string_view kElementEvents[] = {"click", "input", "change", "focus", "blur", "load", "error"};

}  // namespace

void install_document(Machine& machine) {
  Page& page = page_of(machine);
  define_methods(machine, page.element, kElementMethods);
  define_getters(machine, page.element, kElementGetters);
  define_reflected(machine, page.element);
  refuse_properties(machine, page.html_element);
  define_parent_node(machine, page.element);
  define_child_node(machine, page.element);
  define_methods(machine, page.html_element, kHtmlElementMethods);
  define_methods(machine, page.document_class, kDocumentMethods);
  define_getters(machine, page.document_class, kDocumentGetters);
  define_parent_node(machine, page.document_class);
  for (const std::string_view name : kElementEvents) {
    define_event_handler(machine, page.html_element, name);
    define_event_handler(machine, page.document_class, name);
  }
  define_event_handler(machine, page.document_class, "readystatechange");

  page.document = machine.heap.make<NodeObject>(machine.shape_for(page.document_class), NodeKind::document);
  NodeObject* root = create_element(machine, u"html");
  insert_node(machine, *page.document, *root, nullptr, "appendChild");
  insert_node(machine, *root, *create_element(machine, u"head"), nullptr, "appendChild");
  insert_node(machine, *root, *create_element(machine, u"body"), nullptr, "appendChild");
  machine.realm.global->define(machine, "document", Value(page.document), kEnumerable);
}

}  // namespace asyncq::engine
