// MessageChannel and MessagePort [HTML 9.4.4, Node's src/node_messaging.cc and lib/internal/worker/io.js]:
// messages arrive in the poll phase, each followed by a drain.

#include <algorithm>
#include <deque>
#include <map>

#include "engine/builtins.h"
#include "engine/builtins/event_target.h"
#include "engine/builtins/events.h"
#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/host.h"
#include "engine/page/dispatch.h"
#include "engine/page/page.h"
#include "engine/structured_clone.h"

namespace asyncq::engine {
namespace {

// A port that is sent more while it delivers goes on at once, up to this many [MessagePort::OnMessage].
constexpr std::size_t kMessagesAtOnce = 1000;

class MessagePortObject final : public EventTargetObject {
 public:
  explicit MessagePortObject(Shape* shape) : EventTargetObject(shape) {}

  std::uint64_t order = 0;               // among all ports
  MessagePortObject* sibling = nullptr;  // null once either port is closed
  std::deque<Value> incoming;            // Value::empty(): the sibling has closed
  bool receiving = false;                // messages are delivered, not only kept
  bool referenced = false;               // keeps the loop alive
  bool closing = false;
  std::size_t tasks = 0;  // in a page: posted, each to deliver a message
  bool delivering = false;

  void start(Machine& machine);
  void set_referenced(Machine& machine, bool referenced);
  void close(Machine& machine);
  void receive(Machine& machine, Value message);
  // Something that delivery can take up now.
  [[nodiscard]] bool deliverable() const {
    return !closing && !incoming.empty() && (receiving || incoming.front().is_empty());
  }

  void trace(Marker& marker) override {
    EventTargetObject::trace(marker);
    marker.mark(sibling);
    marker.mark_all(incoming);
  }

 protected:
  // Who listens to messages wants them, and the process must live as long [setupPortReferencing].
  void listener_added(Machine& machine, const std::u16string& type, std::size_t size) override {
    if (type != u"message" || size != 1 || is_page(machine)) return;
    set_referenced(machine, true);
    start(machine);
  }
  void listener_removed(Machine& machine, const std::u16string& type, std::size_t size) override {
    if (type != u"message" || size != 0 || is_page(machine)) return;
    receiving = false;
    set_referenced(machine, false);
  }
  // In a page only the handler property starts the port by itself [HTML 9.4.4].
  void handler_set(Machine& machine, const std::u16string& type) override {
    if (type == u"message" && is_page(machine)) start(machine);
  }
  EventObject* make_event(Machine& machine, const std::u16string& type, Value value) override {
    if (type != u"message") return EventTargetObject::make_event(machine, type, value);
    EventObject* event = create_event(machine, "message", host_state(machine).message_event_prototype);
    event->data = value;
    event->trusted = false;
    return event;
  }
};

// The asynchronous handles of all ports, in the order in which they were opened: one pass over them delivers
// what has been signalled; a signal for a port that the pass has left behind waits for the next pass
// [libuv's uv__async_io].
class Mailroom final : public Cell {
 public:
  Mailroom() : Cell(CellKind::internal) {}
  std::map<std::uint64_t, MessagePortObject*> woken;  // by order
  std::uint64_t ports_opened = 0;
  std::uint64_t position = 0;  // the pass in course has left the ports before this order behind
  std::size_t allowance = 0;   // messages that the port at position may still deliver in this pass
  bool scheduled = false;      // a job that begins a pass or goes on with it is in the scheduler
  Value step;                  // the function that the job calls

  void trace(Marker& marker) override {
    for (const auto& [order, port] : woken) marker.mark(port);
    marker.mark(step);
  }
};

Value deliver_next(Machine& machine, const Arguments& arguments);

Mailroom& mailroom(Machine& machine) {
  HostState& host = host_state(machine);
  if (host.mailroom == nullptr) {
    auto* room = machine.heap.make<Mailroom>();
    host.mailroom = room;
    room->step = Value(machine.create_native("", 0, deliver_next, {Value(room)}));
  }
  return *static_cast<Mailroom*>(host.mailroom);
}

void schedule(Machine& machine, Mailroom& room, scheduler::Wakeup when) {
  if (room.scheduled) return;
  room.scheduled = true;
  machine.scheduler().enqueue_wakeup(machine.callback_job(room.step, Value::undefined(), {}), when);
}

// --- in a page: each message is a task -----------------------------------------------------------------

Value deliver_as_task(Machine& machine, const Arguments& arguments);

void post_delivery(Machine& machine, MessagePortObject& port) {
  ++port.tasks;
  const Value deliver(machine.create_native("", 0, deliver_as_task, {Value(&port)}));
  machine.scheduler().enqueue_task(machine.callback_job(deliver, Value::undefined(), {}));
}

// A port at rest posts a task as a message arrives. One that is at work posts, when it has delivered a
// message, a task for each that has arrived meanwhile. [Blink's MessagePort over Mojo's Connector]
Value deliver_as_task(Machine& machine, const Arguments& arguments) {
  auto& port = *static_cast<MessagePortObject*>(arguments.callee->captured[0].as_object());
  --port.tasks;
  if (port.incoming.empty() || port.closing || !port.receiving) return {};
  const Value message = port.incoming.front();
  port.incoming.pop_front();
  port.delivering = true;
  port.receive(machine, message);
  port.delivering = false;
  while (port.tasks < port.incoming.size()) post_delivery(machine, port);
  return {};
}

void wake_in_page(Machine& machine, MessagePortObject& port) {
  if (port.receiving && port.tasks == 0 && !port.delivering) post_delivery(machine, port);
}

// --- in Node ---

void wake(Machine& machine, MessagePortObject& port) {
  if (port.closing) return;
  if (is_page(machine)) return wake_in_page(machine, port);
  Mailroom& room = mailroom(machine);
  room.woken.emplace(port.order, &port);
  schedule(machine, room, scheduler::Wakeup::this_turn);
}

// The next port of the pass that has something to deliver; null: the pass is over.
MessagePortObject* next_port(Mailroom& room) {
  for (auto entry = room.woken.lower_bound(room.position); entry != room.woken.end();) {
    MessagePortObject* port = entry->second;
    if (!port->deliverable()) {
      entry = room.woken.erase(entry);
      continue;
    }
    if (port->order != room.position) {
      room.position = port->order;
      room.allowance = std::max(port->incoming.size(), kMessagesAtOnce);
    }
    if (room.allowance > 0) return port;
    ++room.position;  // it has had its share
    ++entry;
  }
  return nullptr;
}

// Delivers one message. The pass goes on in a job of its own, after the drain that follows this one.
Value deliver_next(Machine& machine, const Arguments& arguments) {
  auto& room = *static_cast<Mailroom*>(arguments.callee->captured[0].as_cell());
  // Until it is known what is next, no signal schedules anything.
  if (MessagePortObject* port = next_port(room)) {
    const Value message = port->incoming.front();
    port->incoming.pop_front();
    --room.allowance;
    if (message.is_empty()) {
      port->close(machine);
    } else {
      port->receive(machine, message);
    }
  }
  room.scheduled = false;
  if (next_port(room) != nullptr) {
    schedule(machine, room, scheduler::Wakeup::this_turn);
  } else {
    room.position = 0;
    if (!room.woken.empty()) schedule(machine, room, scheduler::Wakeup::next_turn);
  }
  return {};
}

void MessagePortObject::start(Machine& machine) {
  if (closing) return;
  receiving = true;
  if (!incoming.empty()) wake(machine, *this);
}

void MessagePortObject::set_referenced(Machine& machine, bool wanted) {
  if (closing || referenced == wanted) return;
  referenced = wanted;
  if (wanted) {
    machine.scheduler().hold_loop();
  } else {
    machine.scheduler().release_loop();
  }
}

void MessagePortObject::receive(Machine& machine, Value message) {
  if (is_page(machine)) {
    dispatch_in_page(machine, *this, *make_event(machine, u"message", message), DispatchedBy::task);
    return;
  }
  dispatch(machine, u"message", nullptr, message);
}

// captured[0]: the port.
Value emit_close(Machine& machine, const Arguments& arguments) {
  auto* port = static_cast<MessagePortObject*>(arguments.callee->captured[0].as_object());
  EventObject* event = create_event(machine, "close", host_state(machine).event_prototype);
  event->trusted = false;
  port->dispatch(machine, u"close", event, Value(event));
  return {};
}

// The close event comes in the close phase; the other port hears of it once the handle is closed.
Value finish_close(Machine& machine, const Arguments& arguments) {
  auto* port = static_cast<MessagePortObject*>(arguments.callee->captured[0].as_object());
  if (MessagePortObject* sibling = port->sibling) {
    port->sibling = nullptr;
    sibling->sibling = nullptr;
    sibling->incoming.push_back(Value::empty());
    wake(machine, *sibling);
  }
  return emit_close(machine, arguments);
}

void MessagePortObject::close(Machine& machine) {
  if (closing) return;
  if (is_page(machine)) {
    closing = true;
    return;
  }
  set_referenced(machine, false);
  closing = true;
  mailroom(machine).woken.erase(order);
  const Value finish(machine.create_native("", 0, finish_close, {Value(this)}));
  machine.scheduler().enqueue_close(machine.callback_job(finish, Value::undefined(), {}));
}

// --- the classes ---

MessagePortObject& this_port(Machine& machine, const Arguments& arguments) {
  auto* port = arguments.this_value.is_object()
                   ? dynamic_cast<MessagePortObject*>(arguments.this_value.as_object())
                   : nullptr;
  if (port == nullptr) machine.throw_type_error("Illegal invocation");
  return *port;
}

Value construct_port(Machine& machine, const Arguments&) {
  Object* error = machine.create_error(ErrorKind::type_error, "Constructor cannot be called");
  error->define(machine, machine.realm.keys.code, machine.string("ERR_CONSTRUCT_CALL_INVALID"));
  throw Throw{Value(error)};
}

MessagePortObject* open_port(Machine& machine) {
  auto* port =
      machine.heap.make<MessagePortObject>(machine.shape_for(host_state(machine).message_port_prototype));
  port->order = ++mailroom(machine).ports_opened;
  return port;
}

Value construct_channel(Machine& machine, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    Object* error = machine.create_error(ErrorKind::type_error, "Cannot call constructor without `new`");
    error->define(machine, machine.realm.keys.code, machine.string("ERR_CONSTRUCT_CALL_REQUIRED"));
    throw Throw{Value(error)};
  }
  Object* prototype =
      machine.prototype_from(arguments.new_target, arguments.callee->get(machine, "prototype").as_object());
  Object* channel = machine.create_object(prototype);
  MessagePortObject* first = open_port(machine);
  MessagePortObject* second = open_port(machine);
  first->sibling = second;
  second->sibling = first;
  channel->define(machine, "port1", Value(first));
  channel->define(machine, "port2", Value(second));
  return Value(channel);
}

// A list of objects to hand over, as the second argument itself or as its field `transfer`.
void refuse_transfer(Machine& machine, Value argument) {
  if (!argument.is_object()) return;
  const Value list = argument.as_object()->is_array() ? argument : machine.get(argument, "transfer");
  if (!list.is_object() || machine.iterate(list)->elements.empty()) return;
  machine.not_modelled("the transfer of objects in a message");
}

Value port_post_message(Machine& machine, const Arguments& arguments) {
  MessagePortObject& port = this_port(machine, arguments);
  if (arguments.count == 0) {
    throw_node_error(machine, ErrorKind::type_error, "ERR_MISSING_ARGS",
                     "The \"message\" argument must be specified");
  }
  refuse_transfer(machine, arguments[1]);
  const Value message = structured_clone(machine, arguments[0]);
  if (port.closing || port.sibling == nullptr || port.sibling->closing) return {};
  port.sibling->incoming.push_back(message);
  machine.heap.note_external(sizeof(Value));
  wake(machine, *port.sibling);
  return {};
}

Value port_start(Machine& machine, const Arguments& arguments) {
  this_port(machine, arguments).start(machine);
  return {};
}

Value port_close(Machine& machine, const Arguments& arguments) {
  MessagePortObject& port = this_port(machine, arguments);
  if (is_callable(arguments[0])) {
    ListenerOptions options;
    options.once = true;
    options.node_style = true;
    port.add(machine, u"close", arguments[0], options);
  }
  port.close(machine);
  return {};
}

Value port_ref(Machine& machine, const Arguments& arguments) {
  this_port(machine, arguments).set_referenced(machine, true);
  return {};
}

Value port_unref(Machine& machine, const Arguments& arguments) {
  this_port(machine, arguments).set_referenced(machine, false);
  return {};
}

Value port_has_ref(Machine& machine, const Arguments& arguments) {
  return Value(this_port(machine, arguments).referenced);
}

// What Node shows of a port, without its internal fields.
Value inspect_port(Machine& machine, const Arguments& arguments) {
  const MessagePortObject& port = this_port(machine, arguments);
  Object* fields = machine.create_object();
  fields->define(machine, "active", Value(!port.closing));
  if (!port.closing) fields->define(machine, "refed", Value(port.referenced));
  return inspect_fields(machine, arguments, fields);
}

constexpr MethodRow kPagePortMethods[] = {
    {"postMessage", 1, port_post_message}, {"start", 0, port_start}, {"close", 0, port_close}};

constexpr MethodRow kPortMethods[] = {
    {"postMessage", 1, port_post_message},
    {"start", 0, port_start},
    {"close", 0, port_close},
    {"ref", 0, port_ref},
    {"unref", 0, port_unref},
    {"hasRef", 0, port_has_ref},
};

}  // namespace

// worker_threads.receiveMessageOnPort
Value receive_message_on_port(Machine& machine, const Arguments& arguments) {
  auto* port =
      arguments[0].is_object() ? dynamic_cast<MessagePortObject*>(arguments[0].as_object()) : nullptr;
  if (port == nullptr) throw_invalid_argument(machine, "port", "a MessagePort instance", arguments[0]);
  if (port->closing || port->incoming.empty() || port->incoming.front().is_empty()) return {};
  Object* result = machine.create_object();
  result->define(machine, "message", port->incoming.front());
  port->incoming.pop_front();
  return Value(result);
}

void install_messages(Machine& machine) {
  HostState& host = host_state(machine);
  if (is_page(machine)) {
    host.message_port_prototype = machine.create_object(host.event_target_prototype);
    define_interface(machine, "MessagePort", host.message_port_prototype);
    define_methods(machine, host.message_port_prototype, kPagePortMethods);
    define_tag(machine, host.message_port_prototype, "MessagePort");
  } else {
    host.message_port_prototype = machine.create_object(host.node_event_target_prototype);
    define_constructor(machine, "MessagePort", 0, construct_port, host.message_port_prototype);
    define_methods(machine, host.message_port_prototype, kPortMethods);
  }
  define_event_handler(machine, host.message_port_prototype, "message");
  define_event_handler(machine, host.message_port_prototype, "messageerror");
  define_custom_inspect(machine, host.message_port_prototype, inspect_port);
  define_constructor(machine, "MessageChannel", 0, construct_channel, machine.create_object());
}

}  // namespace asyncq::engine
