// timers/promises.setInterval: in Node an async generator function,
//   for (;;) { if nothing is due: await the next tick of the timer; yield value once for each tick }
// with the timer cleared in a finally block. This is that generator [27.6.3] with its body as a state
// machine, turn for turn.

#include <deque>

#include "engine/builtins/abort.h"
#include "engine/builtins/module_makers.h"
#include "engine/builtins/node_error.h"
#include "engine/promise.h"
#include "engine/timer_object.h"

namespace asyncq::engine {
namespace {

class TickGenerator final : public Object {
 public:
  enum class State : std::uint8_t { suspended_start, suspended_yield, executing, completed };
  struct Request {
    ResumeMode mode = ResumeMode::normal;
    Value value;
    Promise* promise = nullptr;
  };

  explicit TickGenerator(Shape* shape) : Object(shape, CellKind::host) {}

  // The arguments of setInterval.
  Value delay;
  Value value;
  Value options;

  State state = State::suspended_start;
  std::deque<Request> requests;
  Value signal;
  Value on_abort;
  scheduler::TimerId timer = 0;
  double not_yielded = 0;
  Promise* tick = nullptr;  // that the body awaits; null: none

  void trace(Marker& marker) override {
    Object::trace(marker);
    for (const Value kept : {delay, value, options, signal, on_abort}) marker.mark(kept);
    for (const Request& request : requests) {
      marker.mark(request.value);
      marker.mark(request.promise);
    }
    marker.mark(tick);
  }
};

TickGenerator& captured_generator(const Arguments& arguments) {
  return *static_cast<TickGenerator*>(arguments.callee->captured[0].as_cell());
}

void take_request(Machine& machine, TickGenerator& generator);

// 27.7.5.3 Await, for the generator's body.
void await_value(Machine& machine, TickGenerator& generator, Value value, NativeCode fulfilled,
                 NativeCode rejected) {
  generator.state = TickGenerator::State::executing;
  const Value promise = promise_resolve(machine, Value(machine.realm.promise_constructor), value);
  perform_promise_then(machine, static_cast<Promise*>(promise.as_object()),
                       Value(machine.create_native("", 1, fulfilled, {Value(&generator)})),
                       Value(machine.create_native("", 1, rejected, {Value(&generator)})), {});
}

TickGenerator::Request pop_request(TickGenerator& generator) {
  const TickGenerator::Request request = generator.requests.front();
  generator.requests.pop_front();
  return request;
}

// 27.6.3.5 AsyncGeneratorCompleteStep of a normal completion
void answer(Machine& machine, TickGenerator& generator, Value value, bool done) {
  const TickGenerator::Request request = pop_request(generator);
  resolve_promise(machine, request.promise, Value(machine.create_iterator_result(value, done)));
}

void answer_with_throw(Machine& machine, TickGenerator& generator, Value error) {
  const TickGenerator::Request request = pop_request(generator);
  reject_promise(machine, request.promise, error);
}

// The finally block.
void clean_up(Machine& machine, TickGenerator& generator) {
  if (generator.timer != 0) machine.scheduler().clear_timer(generator.timer);
  if (!generator.on_abort.is_undefined())
    as_event_target(generator.signal)->remove(machine, u"abort", generator.on_abort, false);
}

// 27.6.3.10 AsyncGeneratorDrainQueue: what is left of the requests, the generator being at its end.
void drain_requests(Machine& machine, TickGenerator& generator) {
  generator.state = TickGenerator::State::completed;
  while (!generator.requests.empty()) {
    const TickGenerator::Request& next = generator.requests.front();
    switch (next.mode) {
      case ResumeMode::normal:
        answer(machine, generator, Value::undefined(), true);
        break;
      case ResumeMode::thrown:
        answer_with_throw(machine, generator, next.value);
        break;
      case ResumeMode::returned:
        return take_request(machine, generator);
    }
  }
}

void finish_with_throw(Machine& machine, TickGenerator& generator, Value error) {
  clean_up(machine, generator);
  answer_with_throw(machine, generator, error);
  drain_requests(machine, generator);
}

Value body_threw(Machine& machine, const Arguments& arguments) {
  finish_with_throw(machine, captured_generator(arguments), arguments[0]);
  return {};
}

void go_on(Machine& machine, TickGenerator& generator);

// 27.6.3.8 AsyncGeneratorYield, after its Await
Value yield_value(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  answer(machine, generator, arguments[0], false);
  generator.state = TickGenerator::State::suspended_yield;
  if (!generator.requests.empty()) take_request(machine, generator);
  return {};
}

Value tick_came(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  generator.tick = nullptr;
  go_on(machine, generator);
  return {};
}

// The loops of the body, up to its next await.
void go_on(Machine& machine, TickGenerator& generator) {
  if (generator.not_yielded > 0) {
    await_value(machine, generator, generator.value, yield_value, body_threw);
    return;
  }
  const AbortSignalObject* signal = as_abort_signal(generator.signal);
  if (signal != nullptr && signal->aborted) {
    finish_with_throw(machine, generator, Value(create_abort_error(machine, signal->reason)));
    return;
  }
  generator.tick = new_promise(machine);
  await_value(machine, generator, Value(generator.tick), tick_came, body_threw);
}

void settle_tick(Machine& machine, TickGenerator& generator, Value value) {
  if (generator.tick == nullptr) return;
  Promise* tick = generator.tick;
  generator.tick = nullptr;
  resolve_promise(machine, tick, value);
}

Value timer_ticked(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  ++generator.not_yielded;
  settle_tick(machine, generator, Value::undefined());
  return {};
}

Value signal_aborted(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  machine.scheduler().clear_timer(generator.timer);
  if (generator.tick == nullptr) return {};
  Promise* rejected = new_promise(machine);
  reject_promise(machine, rejected,
                 Value(create_abort_error(machine, as_abort_signal(generator.signal)->reason)));
  settle_tick(machine, generator, Value(rejected));
  return {};
}

// The body up to its loop.
void start_body(Machine& machine, TickGenerator& generator) {
  generator.state = TickGenerator::State::executing;
  try {
    const double delay = read_wait_delay(machine, generator.delay);
    const WaitOptions options = read_wait_options(machine, generator.options);
    generator.signal = options.signal;
    const AbortSignalObject* signal = as_abort_signal(options.signal);
    if (signal != nullptr && signal->aborted) throw Throw{Value(create_abort_error(machine, signal->reason))};
    const Value ticked(machine.create_native("", 0, timer_ticked, {Value(&generator)}));
    warn_of_delay(machine, delay);
    generator.timer =
        machine.scheduler().set_timer(machine.callback_job(ticked, Value::undefined(), {}), delay,
                                      /*repeat=*/true);
    if (!options.ref) machine.scheduler().set_timer_ref(generator.timer, false);
    if (signal != nullptr) {
      generator.on_abort = Value(machine.create_native("", 0, signal_aborted, {Value(&generator)}));
      ListenerOptions once;
      once.once = true;
      as_event_target(options.signal)->add(machine, u"abort", generator.on_abort, once);
    }
  } catch (const Throw& thrown) {
    finish_with_throw(machine, generator, thrown.value);
    return;
  }
  go_on(machine, generator);
}

// 27.6.3.7 AsyncGeneratorAwaitReturn: the generator has not begun, or has ended.
Value return_awaited(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  answer(machine, generator, arguments[0], true);
  drain_requests(machine, generator);
  return {};
}

Value return_rejected(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  answer_with_throw(machine, generator, arguments[0]);
  drain_requests(machine, generator);
  return {};
}

// A return() at a yield [27.6.3.9]: its value is awaited, then the finally block runs.
Value return_at_yield(Machine& machine, const Arguments& arguments) {
  TickGenerator& generator = captured_generator(arguments);
  clean_up(machine, generator);
  answer(machine, generator, arguments[0], true);
  drain_requests(machine, generator);
  return {};
}

// The first request, the generator being idle.
void take_request(Machine& machine, TickGenerator& generator) {
  const TickGenerator::Request request = generator.requests.front();
  const bool at_yield = generator.state == TickGenerator::State::suspended_yield;
  switch (request.mode) {
    case ResumeMode::normal:
      if (generator.state == TickGenerator::State::completed) {
        drain_requests(machine, generator);
      } else if (at_yield) {
        --generator.not_yielded;
        go_on(machine, generator);
      } else {
        start_body(machine, generator);
      }
      return;
    case ResumeMode::returned:
      await_value(machine, generator, request.value, at_yield ? return_at_yield : return_awaited,
                  at_yield ? body_threw : return_rejected);
      return;
    case ResumeMode::thrown:
      finish_with_throw(machine, generator, request.value);
      return;
  }
}

Value enqueue(Machine& machine, const Arguments& arguments, ResumeMode mode) {
  auto* generator = arguments.this_value.is_object()
                        ? dynamic_cast<TickGenerator*>(arguments.this_value.as_object())
                        : nullptr;
  Promise* promise = new_promise(machine);
  if (generator == nullptr) {
    reject_promise(
        machine, promise,
        Value(machine.create_error(ErrorKind::type_error, "next method called on incompatible receiver")));
    return Value(promise);
  }
  generator->requests.push_back({mode, arguments[0], promise});
  if (generator->state != TickGenerator::State::executing && generator->requests.size() == 1)
    take_request(machine, *generator);
  return Value(promise);
}

Value tick_next(Machine& machine, const Arguments& arguments) {
  return enqueue(machine, arguments, ResumeMode::normal);
}
Value tick_return(Machine& machine, const Arguments& arguments) {
  return enqueue(machine, arguments, ResumeMode::returned);
}
Value tick_throw(Machine& machine, const Arguments& arguments) {
  return enqueue(machine, arguments, ResumeMode::thrown);
}

constexpr MethodRow kTickMethods[] = {
    {"next", 1, tick_next}, {"return", 1, tick_return}, {"throw", 1, tick_throw}};

}  // namespace

Value start_ticks(Machine& machine, const Arguments& arguments) {
  NativeFunction* function = arguments.callee;
  if (function->captured[0].is_undefined()) {
    Object* prototype = machine.create_object(machine.realm.async_iterator_prototype);
    define_methods(machine, prototype, kTickMethods);
    define_tag(machine, prototype, "AsyncGenerator");
    function->captured[0] = Value(prototype);
  }
  auto* generator = machine.heap.make<TickGenerator>(machine.shape_for(function->captured[0].as_object()));
  generator->delay = arguments[0];
  generator->value = arguments[1];
  generator->options = arguments[2];
  return Value(generator);
}

}  // namespace asyncq::engine
