#include <algorithm>

#include "engine/page/page.h"

namespace asyncq::engine {

namespace {

// The table is swept when it has grown to this many.
constexpr std::size_t kFewHandles = 256;

Value do_nothing(Machine&, const Arguments&) {
  return {};
}

// What is no function is source text, which has no effect where it is a value's text as "undefined" or
// "null".
Value handler_of(Machine& machine, const Arguments& arguments) {
  if (is_callable(arguments[0])) return arguments[0];
  if (arguments[0].is_string() && arguments[0].as_string()->length() > 0)
    machine.not_modelled("source text as the handler of a timer");
  return Value(machine.create_native("", 0, do_nothing));
}

void forget_fired(Machine& machine, Page& page) {
  if (page.timers.size() < kFewHandles || page.timers.size() < page.timers_kept * 2) return;
  std::erase_if(page.timers,
                [&](const auto& entry) { return !machine.scheduler().timer_active(entry.second); });
  page.timers_kept = page.timers.size();
}

}  // namespace

Value set_page_timer(Machine& machine, const Arguments& arguments, bool repeat) {
  require_arguments(machine, arguments, 1, repeat ? "setInterval" : "setTimeout", "Window");
  Page& page = page_of(machine);
  const Value handler = handler_of(machine, arguments);
  const double delay = machine.to_number(arguments[1]);
  machine.charge_steps();
  const scheduler::Job job = machine.callback_job(handler, Value(machine.realm.global), arguments.rest(2));
  forget_fired(machine, page);
  page.timers[++page.last_timer_handle] = machine.scheduler().set_timer(job, delay, repeat);
  return Value(page.last_timer_handle);
}

Value clear_page_timer(Machine& machine, const Arguments& arguments) {
  Page& page = page_of(machine);
  const double handle = machine.to_number(arguments[0]);
  if (!(handle >= 1 && handle <= page.last_timer_handle)) return {};
  const auto found = page.timers.find(static_cast<std::uint32_t>(handle));
  if (found == page.timers.end()) return {};
  machine.scheduler().clear_timer(found->second);
  page.timers.erase(found);
  return {};
}

}  // namespace asyncq::engine
