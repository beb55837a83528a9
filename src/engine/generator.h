#pragma once
// Generators [27.5] and async generators [27.6].

#include <deque>

#include "engine/frame.h"
#include "engine/promise.h"

namespace asyncq::engine {

class Generator final : public Object {
 public:
  Generator(Shape* shape, Frame* activation) : Object(shape, CellKind::generator), frame(activation) {}
  enum class State : std::uint8_t { suspended_start, suspended_yield, executing, completed };
  State state = State::suspended_start;
  Frame* frame;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

// 27.5.3.3 GeneratorResume and 27.5.3.4 GeneratorResumeAbrupt: an iterator result, or a Throw.
Value generator_resume(Machine& machine, Generator* generator, ResumeMode mode, Value value);

class AsyncGenerator final : public Object {
 public:
  AsyncGenerator(Shape* shape, Frame* activation)
      : Object(shape, CellKind::async_generator), frame(activation) {}
  enum class State : std::uint8_t { suspended_start, suspended_yield, executing, draining_queue, completed };
  struct Request {
    ResumeMode mode;
    Value value;
    PromiseCapability capability;
  };
  State state = State::suspended_start;
  Frame* frame;
  std::deque<Request> queue;
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

// 27.6.1.2-4 next, return, throw
Value async_generator_enqueue(Machine& machine, Value generator, ResumeMode mode, Value value);
// What the running frame of a generator does, called by the interpreter.
void async_generator_yield(Machine& machine, AsyncGenerator* generator, Value value);
void async_generator_finish(Machine& machine, AsyncGenerator* generator, bool threw, Value value);

}  // namespace asyncq::engine
