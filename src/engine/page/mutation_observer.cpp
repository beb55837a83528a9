#include "engine/page/mutation_observer.h"

#include <algorithm>
#include <utility>

#include "engine/builtins.h"
#include "engine/page/page.h"
#include "engine/pinned.h"

namespace asyncq::engine {

namespace {

MutationObserverObject& this_observer(Machine& machine, const Arguments& arguments) {
  auto* observer = arguments.this_value.is_object()
                       ? dynamic_cast<MutationObserverObject*>(arguments.this_value.as_object())
                       : nullptr;
  if (observer == nullptr) machine.throw_type_error("Illegal invocation");
  return *observer;
}

Value construct_observer(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    machine.throw_type_error(
        "Failed to construct 'MutationObserver': Please use the 'new' operator, this DOM object constructor "
        "cannot be called as a function.");
  }
  if (arguments.count == 0) {
    machine.throw_type_error(
        "Failed to construct 'MutationObserver': 1 argument required, but only 0 present.");
  }
  if (!is_callable(arguments[0]))
    machine.throw_type_error(
        "Failed to construct 'MutationObserver': parameter 1 is not of type 'Function'.");
  Page& page = page_of(machine);
  Object* prototype = machine.prototype_from(arguments.new_target, page.mutation_observer);
  auto* observer = machine.heap.make<MutationObserverObject>(machine.shape_for(prototype));
  observer->number = ++page.observers_made;
  observer->callback = arguments[0];
  return Value(observer);
}

// --- which changes an observer hears of ---

// [DOM 4.3.3, observe(), steps 1 to 6]
ObserverOptions read_options(Machine& machine, Value given) {
  ObserverOptions options;
  const auto field = [&](std::string_view name) {
    return given.is_object() ? machine.get(given, name) : Value::undefined();
  };
  const auto flag = [&](Value value) { return machine.to_boolean(value); };
  const Value attributes = field("attributes");
  const Value attribute_old_value = field("attributeOldValue");
  const Value character_data = field("characterData");
  const Value character_data_old_value = field("characterDataOldValue");
  const Value filter = field("attributeFilter");
  options.child_list = flag(field("childList"));
  options.subtree = flag(field("subtree"));
  options.attribute_old_value = flag(attribute_old_value);
  options.character_data_old_value = flag(character_data_old_value);
  const bool implies_attributes = !attribute_old_value.is_undefined() || !filter.is_undefined();
  options.attributes = attributes.is_undefined() ? implies_attributes : flag(attributes);
  options.character_data =
      character_data.is_undefined() ? !character_data_old_value.is_undefined() : flag(character_data);
  if (!filter.is_undefined()) {
    options.attribute_filter.emplace();
    const Array* names = machine.iterate(filter);
    for (const Value name : names->elements) options.attribute_filter->emplace_back(machine.to_text(name));
  }
  if (!options.child_list && !options.attributes && !options.character_data) {
    machine.throw_type_error(
        "Failed to execute 'observe' on 'MutationObserver': The options object must set at least one of "
        "'attributes', 'characterData', or 'childList' to true.");
  }
  return options;
}

bool wants(const ObserverRegistration& registration, bool is_target, const Mutation& mutation) {
  const ObserverOptions& options = registration.options;
  if (!is_target && !options.subtree) return false;
  switch (mutation.kind) {
    case MutationKind::child_list:
      return options.child_list;
    case MutationKind::character_data:
      return options.character_data;
    case MutationKind::attributes:
      break;
  }
  if (!options.attributes) return false;
  const auto& filter = options.attribute_filter;
  return !filter || std::find(filter->begin(), filter->end(), mutation.attribute) != filter->end();
}

bool wants_old_value(const ObserverOptions& options, MutationKind kind) {
  return kind == MutationKind::attributes ? options.attribute_old_value : options.character_data_old_value;
}

// --- records ---

Value node_or_null(NodeObject* node) {
  return node == nullptr ? Value::null() : Value(node);
}

Value list_of(Machine& machine, const std::vector<NodeObject*>& nodes) {
  return Value(machine.create_array(std::vector<Value>(nodes.begin(), nodes.end())));
}

// A record is an object with nine properties: so much work counts against the limit of steps.
constexpr int kStepsOfRecord = 10;

Value create_record(Machine& machine, NodeObject& target, const Mutation& mutation, bool with_old_value) {
  constexpr std::string_view kNames[] = {"attributes", "characterData", "childList"};
  const bool is_attribute = mutation.kind == MutationKind::attributes;
  Object* record = machine.create_object(page_of(machine).mutation_record);
  record->define(machine, "type", machine.string(kNames[static_cast<std::size_t>(mutation.kind)]));
  record->define(machine, "target", Value(&target));
  record->define(machine, "addedNodes", list_of(machine, mutation.added));
  record->define(machine, "removedNodes", list_of(machine, mutation.removed));
  record->define(machine, "previousSibling", node_or_null(mutation.previous_sibling));
  record->define(machine, "nextSibling", node_or_null(mutation.next_sibling));
  record->define(machine, "attributeName", is_attribute ? machine.string(mutation.attribute) : Value::null());
  record->define(machine, "attributeNamespace", Value::null());
  const bool has_old_value = with_old_value && mutation.old_value;
  record->define(machine, "oldValue", has_old_value ? machine.string(*mutation.old_value) : Value::null());
  return Value(record);
}

// --- delivery ---

Array* take_records(Machine& machine, MutationObserverObject& observer) {
  return machine.create_array(std::exchange(observer.records, {}));
}

void drop_registrations(MutationObserverObject& observer, bool only_transient) {
  const auto goes = [&](const ObserverRegistration& each) {
    return each.observer == &observer && (each.transient || !only_transient);
  };
  for (NodeObject* node : observer.targets) std::erase_if(node->observers, goes);
  std::erase_if(observer.targets, [&](const NodeObject* node) {
    return std::none_of(node->observers.begin(), node->observers.end(),
                        [&](const ObserverRegistration& each) { return each.observer == &observer; });
  });
}

// Notify mutation observers [DOM 4.3.2]: the oldest first, as Blink does.
Value notify_observers(Machine& machine, const Arguments&) {
  std::vector<MutationObserverObject*> active = std::exchange(page_of(machine).active_observers, {});
  Pinned pinned(machine);
  for (MutationObserverObject* observer : active) pinned.keep(Value(observer));
  std::sort(active.begin(), active.end(), [](const auto* a, const auto* b) { return a->number < b->number; });
  for (MutationObserverObject* observer : active) {
    Array* records = take_records(machine, *observer);
    drop_registrations(*observer, /*only_transient=*/true);
    if (records->elements.empty()) continue;
    try {
      machine.call(observer->callback, Value(observer), {Value(records), Value(observer)});
    } catch (const Throw& thrown) {
      if (machine.report_uncaught(thrown.value, false) == scheduler::JobResult::stop) throw Halt{};
    }
  }
  return {};
}

void activate(Machine& machine, MutationObserverObject& observer) {
  std::vector<MutationObserverObject*>& active = page_of(machine).active_observers;
  if (std::find(active.begin(), active.end(), &observer) != active.end()) return;
  // One microtask, queued at the first change.
  if (active.empty())
    machine.enqueue_microtask(JobKind::call, Value(machine.create_native("", 0, notify_observers)));
  active.push_back(&observer);
}

// --- methods ---

Value observe(Machine& machine, const Arguments& arguments) {
  MutationObserverObject& observer = this_observer(machine, arguments);
  require_arguments(machine, arguments, 1, "observe", "MutationObserver");
  NodeObject* target = as_node(arguments[0]);
  if (target == nullptr) throw_wrong_type(machine, 1, "Node", "observe", "MutationObserver");
  ObserverOptions options = read_options(machine, arguments[1]);
  for (ObserverRegistration& each : target->observers) {
    if (each.observer != &observer || each.transient) continue;
    each.options = std::move(options);
    return {};
  }
  target->observers.push_back({&observer, std::move(options), false});
  observer.add_target(*target);
  return {};
}

Value disconnect(Machine& machine, const Arguments& arguments) {
  MutationObserverObject& observer = this_observer(machine, arguments);
  drop_registrations(observer, /*only_transient=*/false);
  observer.records.clear();
  return {};
}

Value take_records_of(Machine& machine, const Arguments& arguments) {
  return Value(take_records(machine, this_observer(machine, arguments)));
}

constexpr MethodRow kMethods[] = {
    {"disconnect", 0, disconnect},
    {"observe", 1, observe},
    {"takeRecords", 0, take_records_of},
};

}  // namespace

void MutationObserverObject::add_target(NodeObject& node) {
  if (std::find(targets.begin(), targets.end(), &node) == targets.end()) targets.push_back(&node);
}

void MutationObserverObject::trace(Marker& marker) {
  Object::trace(marker);
  marker.mark(callback);
  marker.mark_all(records);
  for (NodeObject* node : targets) marker.mark(node);
}

void queue_mutation_record(Machine& machine, NodeObject& target, const Mutation& mutation) {
  struct Interested {
    MutationObserverObject* observer;
    bool with_old_value;
  };
  std::vector<Interested> interested;
  for (const NodeObject* at = &target; at != nullptr; at = at->parent) {
    for (const ObserverRegistration& each : at->observers) {
      if (!wants(each, at == &target, mutation)) continue;
      const bool old_value = wants_old_value(each.options, mutation.kind);
      const auto known = std::find_if(interested.begin(), interested.end(), [&](const Interested& other) {
        return other.observer == each.observer;
      });
      if (known == interested.end()) {
        interested.push_back({each.observer, old_value});
      } else {
        known->with_old_value = known->with_old_value || old_value;
      }
    }
  }
  if (interested.empty()) return;
  Pinned pinned(machine);
  pinned.keep_all(mutation.added);
  pinned.keep_all(mutation.removed);
  for (const Interested& each : interested) {
    for (int step = 0; step < kStepsOfRecord; ++step) machine.safe_point();
    machine.claim(sizeof(Value));
    each.observer->records.push_back(create_record(machine, target, mutation, each.with_old_value));
    activate(machine, *each.observer);
  }
}

void install_mutation_observer(Machine& machine) {
  Page& page = page_of(machine);
  page.mutation_observer = machine.create_object();
  define_constructor(machine, "MutationObserver", 1, construct_observer, page.mutation_observer);
  define_methods(machine, page.mutation_observer, kMethods);
  define_tag(machine, page.mutation_observer, "MutationObserver");
  page.mutation_record = machine.create_object();
  define_interface(machine, "MutationRecord", page.mutation_record);
  define_tag(machine, page.mutation_record, "MutationRecord");
}

}  // namespace asyncq::engine
