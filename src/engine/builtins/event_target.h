#pragma once
// EventTarget [DOM 2.7, as Node's lib/internal/event_target.js has it: listeners in a linked list that a
// dispatch walks live, exceptions of listeners thrown from process.nextTick].

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/builtins/event.h"
#include "engine/machine.h"

namespace asyncq::engine {

// One registration; also the head of a list, which has no listener. A removed one keeps its successor, so
// that a dispatch that stands on it finds its way.
class EventListener final : public Cell {
 public:
  EventListener() : Cell(CellKind::internal) {}
  Value listener;  // a function, or an object with handleEvent
  EventListener* next = nullptr;
  EventListener* previous = nullptr;
  std::size_t size = 0;   // of the list: in its head
  std::size_t order = 0;  // of the list among its target's: in its head
  bool once = false;
  bool capture = false;
  bool passive = false;
  bool node_style = false;  // is called with the value instead of an event (port.on)
  bool removed = false;
  void trace(Marker& marker) override;
};

struct ListenerOptions {
  bool once = false;
  bool capture = false;
  bool passive = false;
  bool node_style = false;
};

class EventTargetObject : public Object {
 public:
  explicit EventTargetObject(Shape* shape) : Object(shape, CellKind::host) {}

  void add(Machine& machine, const std::u16string& type, Value listener, ListenerOptions options);
  using Object::remove;
  void remove(Machine& machine, const std::u16string& type, Value listener, bool capture);
  void remove_all(const std::u16string& type) { lists_.erase(type); }
  void remove_all() { lists_.clear(); }
  // In order of registration.
  [[nodiscard]] std::vector<EventListener*> registrations(const std::u16string& type) const;
  [[nodiscard]] std::vector<Value> listeners(const std::u16string& type) const;
  [[nodiscard]] std::size_t listener_count(const std::u16string& type) const;
  [[nodiscard]] std::vector<std::u16string> event_names() const;  // in order of first registration

  // [kHybridDispatch] event may be null: then listeners that want one get what make_event makes of value.
  void dispatch(Machine& machine, const std::u16string& type, EventObject* event, Value value);

  // Where an event goes on from here, in a page's tree; null: nowhere.
  virtual EventTargetObject* event_parent(Machine&) { return nullptr; }

  // The function behind target.ontype = handler: undefined until one was set.
  Value handler(const std::u16string& type) const;
  void set_handler(Machine& machine, const std::u16string& type, Value function);

  void trace(Marker& marker) override;

 protected:
  // size: of the list, after the change.
  virtual void listener_added(Machine&, const std::u16string&, std::size_t) {}
  virtual void listener_removed(Machine&, const std::u16string&, std::size_t) {}
  virtual void handler_set(Machine&, const std::u16string&) {}
  virtual EventObject* make_event(Machine& machine, const std::u16string& type, Value value);

 private:
  void replace_handler(Machine& machine, const std::u16string& type, Value function);
  void call_listener(Machine& machine, EventListener& listener, Value argument);
  void unlink(Machine& machine, const std::u16string& type, EventListener& head, EventListener& listener);

  std::unordered_map<std::u16string, EventListener*> lists_;
  std::unordered_map<std::u16string, NativeFunction*> handlers_;  // captured[0]: the present handler
  std::size_t lists_made_ = 0;
};

[[nodiscard]] EventTargetObject* as_event_target(Value value);  // null: something else
// Throws ERR_INVALID_ARG_TYPE unless value is undefined or an AbortSignal.
void require_abort_signal(Machine& machine, std::string_view name, Value value);
// An accessor target.onNAME.
void define_event_handler(Machine& machine, Object* prototype, std::string_view name);
// Throws error from process.nextTick, where nothing catches it.
void throw_in_next_tick(Machine& machine, Value error);

}  // namespace asyncq::engine
