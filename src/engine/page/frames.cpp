// requestAnimationFrame [HTML 8.10] and requestIdleCallback [requestidlecallback 5].

#include <algorithm>

#include "engine/builtins.h"
#include "engine/page/dispatch.h"
#include "engine/page/page.h"
#include "engine/pinned.h"
#include "engine/virtual_time.h"

namespace asyncq::engine {

namespace {

using Callbacks = std::vector<Page::Callback>;

constexpr double kLongestIdleMs = 50;

Value now_ms(Machine& machine) {
  return Value(static_cast<double>(clock_us(machine)) / 1000);
}

// A handle that is cleared is taken by nobody else.
Value clear(Machine& machine, const Arguments& arguments, Callbacks& callbacks) {
  const double handle = machine.to_number(arguments[0]);
  std::erase_if(callbacks, [&](const Page::Callback& each) { return each.handle == handle; });
  return {};
}

// --- animation frames ---

// Run the animation frame callbacks: those that were there as the frame began.
Value run_frame_callbacks(Machine& machine, const Arguments&) {
  Page& page = page_of(machine);
  std::vector<std::uint32_t> handles;
  for (const Page::Callback& each : page.frame_callbacks) handles.push_back(each.handle);
  const Value time = now_ms(machine);
  for (const std::uint32_t handle : handles) {
    const auto found = std::find_if(page.frame_callbacks.begin(), page.frame_callbacks.end(),
                                    [&](const Page::Callback& each) { return each.handle == handle; });
    if (found == page.frame_callbacks.end()) continue;
    const Value function = found->function;
    page.frame_callbacks.erase(found);
    run_task_callback(machine, function, Value(machine.realm.global), {time});
  }
  page.frame_requested = false;
  request_frame(machine);
  return {};
}

}  // namespace

void request_frame(Machine& machine) {
  Page& page = page_of(machine);
  if (page.frame_requested || page.frame_callbacks.empty()) return;
  page.frame_requested = true;
  const Value run(machine.create_native("", 0, run_frame_callbacks));
  machine.charge_steps();
  machine.scheduler().request_frame(machine.callback_job(run, Value::undefined(), {}));
}

namespace {

Value request_animation_frame(Machine& machine, const Arguments& arguments) {
  Page& page = page_of(machine);
  const Value function = require_callback(machine, arguments, "requestAnimationFrame");
  page.frame_callbacks.push_back({++page.last_frame_handle, function});
  request_frame(machine);
  return Value(page.last_frame_handle);
}

Value cancel_animation_frame(Machine& machine, const Arguments& arguments) {
  return clear(machine, arguments, page_of(machine).frame_callbacks);
}

// --- idle callbacks ---

Value time_remaining(Machine&, const Arguments&) {
  return Value(kLongestIdleMs);
}

// captured[0]: the handle.
Value run_idle_callback(Machine& machine, const Arguments& arguments) {
  Page& page = page_of(machine);
  const double handle = arguments.callee->captured[0].as_number();
  const auto found = std::find_if(page.idle_callbacks.begin(), page.idle_callbacks.end(),
                                  [&](const Page::Callback& each) { return each.handle == handle; });
  if (found == page.idle_callbacks.end()) return {};
  const Value function = found->function;
  page.idle_callbacks.erase(found);
  Object* deadline = machine.create_object(page.idle_deadline);
  deadline->define(machine, "didTimeout", Value(false));
  run_task_callback(machine, function, Value(machine.realm.global), {Value(deadline)});
  return {};
}

Value request_idle_callback(Machine& machine, const Arguments& arguments) {
  Page& page = page_of(machine);
  const Value function = require_callback(machine, arguments, "requestIdleCallback");
  page.idle_callbacks.push_back({++page.last_idle_handle, function});
  const Value run(machine.create_native("", 0, run_idle_callback, {Value(page.last_idle_handle)}));
  machine.scheduler().enqueue_idle_callback(machine.callback_job(run, Value::undefined(), {}));
  return Value(page.last_idle_handle);
}

Value cancel_idle_callback(Machine& machine, const Arguments& arguments) {
  return clear(machine, arguments, page_of(machine).idle_callbacks);
}

constexpr MethodRow kFunctions[] = {
    {"requestAnimationFrame", 1, request_animation_frame},
    {"cancelAnimationFrame", 1, cancel_animation_frame},
    {"requestIdleCallback", 1, request_idle_callback},
    {"cancelIdleCallback", 1, cancel_idle_callback},
};
constexpr MethodRow kDeadlineMethods[] = {{"timeRemaining", 0, time_remaining}};

}  // namespace

void install_frames(Machine& machine) {
  Page& page = page_of(machine);
  page.idle_deadline = machine.create_object();
  define_methods(machine, page.idle_deadline, kDeadlineMethods);
  define_tag(machine, page.idle_deadline, "IdleDeadline");
  define_methods(machine, machine.realm.global, kFunctions);
}

}  // namespace asyncq::engine
