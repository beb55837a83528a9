#pragma once
// What a page has around the language [HTML, DOM]: a window, a document, and what runs callbacks for them. A
// small part of the DOM: as much as programs need whose point is the order in which callbacks run.

#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/builtins/event_target.h"
#include "engine/machine.h"
#include "scheduler/policy.h"

namespace asyncq::engine {

class MutationObserverObject;
class NodeObject;

// The run's page: made with the realm where the runtime is a browser, and nowhere else.
class Page final : public Cell {
 public:
  Page() : Cell(CellKind::internal) {}

  // Listeners that programs give the global object are kept by this one, which they never see.
  EventTargetObject* window = nullptr;
  NodeObject* document = nullptr;
  bool loaded = false;  // the document's loading is over

  // A classic script that has not run yet, and the names that are not there before it has.
  struct Script {
    Value function;
    std::vector<PropertyKey> names;
  };
  std::deque<Script> scripts;

  struct Callback {
    std::uint32_t handle = 0;
    Value function;
  };
  std::unordered_map<std::uint32_t, scheduler::TimerId> timers;  // by handle; of those that fired, some
  std::uint32_t last_timer_handle = 0;
  std::size_t timers_kept = 0;  // when the table was last swept
  std::vector<Callback> frame_callbacks;
  std::uint32_t last_frame_handle = 0;
  bool frame_requested = false;
  std::vector<Callback> idle_callbacks;
  std::uint32_t last_idle_handle = 0;

  std::vector<MutationObserverObject*> active_observers;  // with records to deliver
  std::uint32_t observers_made = 0;

  bool reporting = false;  // an exception, to the listeners of 'error'

  // Prototypes.
  Object* node = nullptr;
  Object* element = nullptr;
  Object* html_element = nullptr;
  Object* character_data = nullptr;
  Object* text = nullptr;
  Object* document_class = nullptr;
  Object* mutation_observer = nullptr;
  Object* mutation_record = nullptr;
  Object* pointer_event = nullptr;
  Object* error_event = nullptr;
  Object* promise_rejection_event = nullptr;
  Object* idle_deadline = nullptr;

  void trace(Marker& marker) override;
};

[[nodiscard]] inline bool is_page(const Machine& machine) {
  return machine.policy().family == scheduler::Family::browser;
}
[[nodiscard]] Page& page_of(Machine& machine);

// --- what happens in a page, told by the machine ---
// Dispatches 'error' at the window [HTML 8.1.4.6, report an exception]. True: a listener took it.
bool report_to_window(Machine& machine, Value error, support::SourcePosition at, std::string_view message);
// Notify about rejected promises [HTML 8.1.4.7]: a task that dispatches 'unhandledrejection' for those of
// them that nobody handled by then.
void queue_rejection_notice(Machine& machine, const std::vector<Promise*>& promises);
// A rejection that was reported has got a handler: a task that dispatches 'rejectionhandled'.
void queue_rejection_handled(Machine& machine, Promise* promise);
// The scripts of a page as its code has made them, one task each: an array of function, names, function, ….
// Runs the first.
void run_scripts(Machine& machine, const Array& scripts);
// A script that has not run yet declares the name.
[[nodiscard]] bool declared_later(Machine& machine, PropertyKey name);
// The last script has run: 'DOMContentLoaded' and 'load' are due, if anybody listens.
void finish_loading(Machine& machine);

// Asks for a rendering opportunity, if callbacks wait for one.
void request_frame(Machine& machine);

// setTimeout, setInterval and their clear functions [HTML 8.6]: handles are numbers.
Value set_page_timer(Machine& machine, const Arguments& arguments, bool repeat);
Value clear_page_timer(Machine& machine, const Arguments& arguments);

// --- installers, called in this order by install_page ---
void install_window(Machine& machine);
void install_nodes(Machine& machine);
void install_document(Machine& machine);
void install_mutation_observer(Machine& machine);
void install_frames(Machine& machine);  // requestAnimationFrame, requestIdleCallback

// A class that programs cannot construct: its constructor throws.
NativeFunction* define_interface(Machine& machine, std::string_view name, Object* prototype);
// "Failed to execute 'observe' on 'MutationObserver': 1 argument required, but only 0 present."
void require_arguments(Machine& machine, const Arguments& arguments, std::uint32_t required,
                       std::string_view method, std::string_view interface);
// "… parameter 1 is not of type 'Node'."
[[noreturn]] void throw_wrong_type(Machine& machine, std::uint32_t parameter, std::string_view type,
                                   std::string_view method, std::string_view interface);
// The argument as a function, else throw_wrong_type.
Value require_callback(Machine& machine, const Arguments& arguments, std::string_view method);

}  // namespace asyncq::engine
