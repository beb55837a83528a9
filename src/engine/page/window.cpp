// The window: the global object of a page and the events that it hears of.

#include <fmt/format.h>

#include <algorithm>

#include "engine/builtins.h"
#include "engine/builtins/event.h"
#include "engine/host.h"
#include "engine/inspect/inspect.h"
#include "engine/page/dispatch.h"
#include "engine/page/node.h"
#include "engine/page/page.h"
#include "engine/pinned.h"
#include "engine/promise.h"
#include "engine/structured_clone.h"

namespace asyncq::engine {

void Page::trace(Marker& marker) {
  marker.mark(window);
  marker.mark(document);
  for (const std::vector<Callback>* callbacks : {&frame_callbacks, &idle_callbacks}) {
    for (const Callback& each : *callbacks) marker.mark(each.function);
  }
  for (const Script& script : scripts) {
    marker.mark(script.function);
    for (const PropertyKey name : script.names) {
      if (!name.is_index()) marker.mark(name.cell());
    }
  }
  for (const MutationObserverObject* observer : active_observers)
    marker.mark(reinterpret_cast<const Cell*>(observer));
  for (Object* object :
       {node, element, html_element, character_data, text, document_class, mutation_observer, mutation_record,
        pointer_event, error_event, promise_rejection_event, idle_deadline}) {
    marker.mark(object);
  }
}

Page& page_of(Machine& machine) {
  return *static_cast<Page*>(host_state(machine).page);
}

// --- what programs may get wrong -----------------------------------------------------------------------

namespace {

Value throw_illegal_constructor(Machine& machine, const Arguments& arguments) {
  machine.throw_type_error(
      fmt::format("Failed to construct '{}': Illegal constructor", arguments.callee->name->utf8()));
}

}  // namespace

NativeFunction* define_interface(Machine& machine, std::string_view name, Object* prototype) {
  return define_constructor(machine, name, 0, throw_illegal_constructor, prototype);
}

void require_arguments(Machine& machine, const Arguments& arguments, std::uint32_t required,
                       std::string_view method, std::string_view interface) {
  if (arguments.count >= required) return;
  machine.throw_type_error(
      fmt::format("Failed to execute '{}' on '{}': {} argument{} required, but only {} present.", method,
                  interface, required, required == 1 ? "" : "s", arguments.count));
}

void throw_wrong_type(Machine& machine, std::uint32_t parameter, std::string_view type,
                      std::string_view method, std::string_view interface) {
  machine.throw_type_error(fmt::format("Failed to execute '{}' on '{}': parameter {} is not of type '{}'.",
                                       method, interface, parameter, type));
}

Value require_callback(Machine& machine, const Arguments& arguments, std::string_view method) {
  require_arguments(machine, arguments, 1, method, "Window");
  if (!is_callable(arguments[0])) throw_wrong_type(machine, 1, "Function", method, "Window");
  return arguments[0];
}

// --- events that tasks dispatch --------------------------------------------------------------------------

namespace {

EventObject* create_window_event(Machine& machine, std::string_view type, Object* prototype,
                                 bool cancelable) {
  EventObject* event = create_event(machine, type, prototype);
  event->cancelable = cancelable;
  return event;
}

// captured[0]: the promises.
Value notify_rejected(Machine& machine, const Arguments& arguments) {
  const auto* promises = static_cast<Array*>(arguments.callee->captured[0].as_object());
  for (const Value each : promises->elements) {
    auto* promise = static_cast<Promise*>(each.as_object());
    if (promise->is_handled) continue;
    machine.note(trace::EventKind::rejected_unhandled, promise);
    EventObject* event = create_window_event(machine, "unhandledrejection",
                                             page_of(machine).promise_rejection_event, /*cancelable=*/true);
    event->define(machine, "promise", each);
    event->define(machine, "reason", promise->result());
    const bool told = dispatch_in_page(machine, *page_of(machine).window, *event, DispatchedBy::task);
    if (told) machine.write_uncaught("(in promise) ", promise->result());
    if (!promise->is_handled) machine.note_reported(promise);
  }
  return {};
}

// captured[0]: the promise.
Value notify_handled(Machine& machine, const Arguments& arguments) {
  auto* promise = static_cast<Promise*>(arguments.callee->captured[0].as_object());
  EventObject* event =
      create_window_event(machine, "rejectionhandled", page_of(machine).promise_rejection_event,
                          /*cancelable=*/false);
  event->define(machine, "promise", Value(promise));
  event->define(machine, "reason", promise->result());
  dispatch_in_page(machine, *page_of(machine).window, *event, DispatchedBy::task);
  return {};
}

void queue_task(Machine& machine, NativeCode code, Value captured) {
  const Value function(machine.create_native("", 0, code, {captured}));
  machine.scheduler().enqueue_task(machine.callback_job(function, Value::undefined(), {}));
}

Value load(Machine& machine, const Arguments&) {
  Page& page = page_of(machine);
  EventObject* parsed =
      create_window_event(machine, "DOMContentLoaded", host_state(machine).event_prototype, false);
  parsed->bubbles = true;
  dispatch_in_page(machine, *page.document, *parsed, DispatchedBy::task);
  page.loaded = true;
  EventObject* changed =
      create_window_event(machine, "readystatechange", host_state(machine).event_prototype, false);
  dispatch_in_page(machine, *page.document, *changed, DispatchedBy::task);
  EventObject* loaded = create_window_event(machine, "load", host_state(machine).event_prototype, false);
  dispatch_in_page(machine, *page.window, *loaded, DispatchedBy::task);
  return {};
}

}  // namespace

void queue_rejection_notice(Machine& machine, const std::vector<Promise*>& promises) {
  queue_task(machine, notify_rejected,
             Value(machine.create_array(std::vector<Value>(promises.begin(), promises.end()))));
}

void queue_rejection_handled(Machine& machine, Promise* promise) {
  queue_task(machine, notify_handled, Value(promise));
}

// --- scripts -------------------------------------------------------------------------------------------

namespace {

// Runs the next script; what it throws ends it and nothing else.
Value run_next_script(Machine& machine, const Arguments&) {
  Page& page = page_of(machine);
  const Value function = page.scripts.front().function;
  page.scripts.pop_front();
  try {
    machine.call(function, Value(machine.realm.global));
  } catch (const Throw&) {
    if (page.scripts.empty()) finish_loading(machine);
    throw;
  }
  if (page.scripts.empty()) finish_loading(machine);
  return {};
}

std::vector<PropertyKey> names_in(Machine& machine, std::string_view list) {
  std::vector<PropertyKey> names;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    names.push_back(machine.key(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

}  // namespace

void run_scripts(Machine& machine, const Array& scripts) {
  Page& page = page_of(machine);
  for (std::size_t i = 0; i + 1 < scripts.elements.size(); i += 2) {
    page.scripts.push_back({scripts.elements[i], {}});
    page.scripts.back().names = names_in(machine, machine.to_utf8(scripts.elements[i + 1]));
  }
  // The parser goes on when the first script, which runs now, has ended.
  for (std::size_t i = 1; i < page.scripts.size(); ++i) {
    const Value next(machine.create_native("", 0, run_next_script));
    machine.scheduler().enqueue_wakeup(machine.callback_job(next, Value::undefined(), {}),
                                       scheduler::Wakeup::this_turn);
  }
  run_next_script(machine, Arguments{});
}

bool declared_later(Machine& machine, PropertyKey name) {
  const std::deque<Page::Script>& waiting = page_of(machine).scripts;
  return std::any_of(waiting.begin(), waiting.end(), [&](const Page::Script& script) {
    return std::find(script.names.begin(), script.names.end(), name) != script.names.end();
  });
}

void finish_loading(Machine& machine) {
  Page& page = page_of(machine);
  const bool listens = page.window->listener_count(u"DOMContentLoaded") > 0 ||
                       page.window->listener_count(u"load") > 0 ||
                       page.document->listener_count(u"DOMContentLoaded") > 0 ||
                       page.document->listener_count(u"readystatechange") > 0;
  if (listens) {
    queue_task(machine, load, Value::undefined());
  } else {
    page.loaded = true;
  }
}

bool report_to_window(Machine& machine, Value error, support::SourcePosition at, std::string_view message) {
  Page& page = page_of(machine);
  if (page.reporting) return false;  // an exception of a listener of 'error' is only written
  page.reporting = true;
  EventObject* event = create_window_event(machine, "error", page.error_event, /*cancelable=*/true);
  event->define(machine, "message", machine.string(message));
  event->define(machine, "filename", machine.string(std::string_view(machine.file_name())));
  event->define(machine, "lineno", Value(at.line));
  event->define(machine, "colno", Value(at.column));
  event->define(machine, "error", error);
  bool taken = false;
  try {
    taken = !dispatch_in_page(machine, *page.window, *event, DispatchedBy::script);
  } catch (const Halt&) {
    page.reporting = false;
    throw;
  }
  page.reporting = false;
  return taken;
}

// --- functions of the window ---------------------------------------------------------------------------

namespace {

Value report_error(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "reportError", "Window");
  if (machine.report_uncaught(arguments[0], false) == scheduler::JobResult::stop) throw Halt{};
  return {};
}

// captured[0]: the message.
Value deliver_message(Machine& machine, const Arguments& arguments) {
  EventObject* event =
      create_window_event(machine, "message", host_state(machine).message_event_prototype, false);
  event->data = arguments.callee->captured[0];
  event->define(machine, "source", Value(machine.realm.global));
  dispatch_in_page(machine, *page_of(machine).window, *event, DispatchedBy::task);
  return {};
}

// [HTML 9.3.3] To the window itself: there is no other.
Value post_message(Machine& machine, const Arguments& arguments) {
  require_arguments(machine, arguments, 1, "postMessage", "Window");
  queue_task(machine, deliver_message, structured_clone(machine, arguments[0]));
  return {};
}

constexpr MethodRow kFunctions[] = {{"postMessage", 1, post_message}, {"reportError", 1, report_error}};

constexpr std::string_view kWindowEvents[] = {"error", "load", "message", "unhandledrejection",
                                              "rejectionhandled"};

Object* define_event_class(Machine& machine, std::string_view name, Object* parent, bool global = true) {
  Object* prototype = machine.create_object(parent);
  define_tag(machine, prototype, name);
  define_event_constructor(machine, name, prototype, global);
  return prototype;
}

}  // namespace

void install_window(Machine& machine) {
  Object* global = machine.realm.global;
  HostState& host = host_state(machine);
  Page& page = page_of(machine);
  page.window = machine.heap.make<EventTargetObject>(machine.shape_for(host.event_target_prototype));
  for (const std::string_view name : {"window", "self", "frames", "top"})
    global->define(machine, name, Value(global), kEnumerable);
  for (const std::string_view name : {"addEventListener", "removeEventListener", "dispatchEvent"})
    global->define(machine, name, host.event_target_prototype->get(machine, name), kHidden);
  for (const std::string_view name : kWindowEvents) define_event_handler(machine, global, name);
  define_methods(machine, global, kFunctions);
  define_tag(machine, global, "Window");

  Object* ui_event = define_event_class(machine, "UIEvent", host.event_prototype);
  Object* mouse_event = define_event_class(machine, "MouseEvent", ui_event);
  page.pointer_event = define_event_class(machine, "PointerEvent", mouse_event);
  page.error_event = define_event_class(machine, "ErrorEvent", host.event_prototype, /*global=*/false);
  page.promise_rejection_event = define_event_class(machine, "PromiseRejectionEvent", host.event_prototype);

  page.node = machine.create_object(host.event_target_prototype);
  page.element = machine.create_object(page.node);
  page.html_element = machine.create_object(page.element);
  page.character_data = machine.create_object(page.node);
  page.text = machine.create_object(page.character_data);
  page.document_class = machine.create_object(page.node);
  const std::pair<std::string_view, Object*> interfaces[] = {
      {"Node", page.node},
      {"Element", page.element},
      {"HTMLElement", page.html_element},
      {"Text", page.text},
      {"CharacterData", page.character_data},
      {"Document", page.document_class},
  };
  for (const auto& [name, prototype] : interfaces) {
    define_interface(machine, name, prototype);
    define_tag(machine, prototype, name);
  }
}

void install_page(Machine& machine) {
  if (!is_page(machine)) return;
  host_state(machine).page = machine.heap.make<Page>();
  for (const auto install :
       {install_window, install_nodes, install_document, install_mutation_observer, install_frames}) {
    install(machine);
  }
}

}  // namespace asyncq::engine
