#pragma once
// Activations. A frame lives on the heap: suspending an async function or a generator is keeping its frame.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/function.h"
#include "program/code.h"

namespace asyncq::engine {

class Frame;

// What a property access found last time at one place in the code.
struct PropertyCache {
  Shape* shape = nullptr;    // of the receiver
  Object* holder = nullptr;  // null: the receiver itself
  Shape* holder_shape = nullptr;
  std::uint32_t slot = 0;
};

// A function's code with its constants and names as values of this run.
struct LinkedCode {
  explicit LinkedCode(std::shared_ptr<const program::FunctionCode> function_code);
  // Of a call that has ended and that nothing refers to any more: as it was made but for what a call sets.
  void keep_spare(Frame* frame);

  std::shared_ptr<const program::FunctionCode> code;
  // What every call needs of the code.
  const std::uint32_t* instructions;
  std::uint32_t local_count;
  std::uint32_t slot_count;  // locals and operands
  std::uint32_t parameter_count;
  bool coerces_this;  // sloppy functions see objects only [10.2.1.2]
  bool is_plain;      // no async function, generator, constructor of a class or user of `arguments`
  bool is_class_constructor;
  bool is_arrow;
  Frame* spare = nullptr;          // of calls that have ended, linked by their caller: memory for the next
  Shape* closure_shape = nullptr;  // of the functions that are made of it
  std::vector<Value> constants;
  std::vector<PropertyKey> names;
  std::vector<PropertyCache> caches;
  std::vector<LinkedCode*> functions;  // null until first made
  std::vector<Value> templates;        // undefined until first made
  String* name = nullptr;
};

// Captured bindings of one scope.
class Environment final : public Cell {
 public:
  Environment(Environment* outer, std::uint32_t slot_count)
      : Cell(CellKind::environment), parent(outer), count(slot_count) {
    for (std::uint32_t i = 0; i < count; ++i) slots()[i] = Value::empty();
  }
  Environment* parent;
  std::uint32_t count;
  [[nodiscard]] Value* slots() { return reinterpret_cast<Value*>(this + 1); }
  void trace(Marker& marker) override {
    marker.mark(parent);
    marker.mark_all(std::span<Value>(slots(), count));
  }
  bool describe(StateHash& hash) override;
};

// How a suspended generator or async function is gone on with [27.5.1].
enum class ResumeMode : std::uint8_t { normal, thrown, returned };

class Frame final : public Cell {
 public:
  Frame(LinkedCode* linked, Closure* closure, Frame* called_by)
      : Cell(CellKind::frame),
        code(linked),
        function(closure),
        environment(closure->environment),
        caller(called_by),
        pc(linked->instructions),
        sp(operands()),
        ends_plainly(linked->is_plain) {}

  LinkedCode* code;
  Closure* function;  // null for the program itself
  Environment* environment;
  Frame* caller;            // null when it was resumed by the loop
  const std::uint32_t* pc;  // next instruction, valid while it is not the running one
  Value* sp;                // one past the top of its operands, likewise
  Value this_value;
  Value new_target;
  Value arguments;  // an Array, when the code asks for one
  // The promise or generator that it works for; of a job, the promise that its outcome settles.
  Object* async_object = nullptr;
  std::uint32_t environment_depth = 0;
  bool is_entry = false;  // native code waits for its end
  bool is_job = false;    // and that code runs a job, in which nothing comes behind it
  bool is_construct = false;
  bool resumed = false;                  // an async function that has been suspended before
  ResumeMode mode = ResumeMode::normal;  // of the last resumption, for code that looks at it itself
  ResumeMode pending =
      ResumeMode::normal;  // how to begin when it is executed next; the value is on the stack
  bool ends_plainly;       // a return gives its value to the caller, and that is all

  // For another call of the same code, once LinkedCode has it as a spare. Leaves pc, sp and the locals alone.
  void begin_again(Closure* closure, Frame* called_by) {
    function = closure;
    environment = closure->environment;
    caller = called_by;
    environment_depth = 0;
    is_entry = is_job = is_construct = resumed = false;
    mode = ResumeMode::normal;
  }
  // The locals are values from the start; operands are what was ever written there.
  [[nodiscard]] Value* slots() { return reinterpret_cast<Value*>(this + 1); }
  [[nodiscard]] Value* operands() { return slots() + code->local_count; }
  [[nodiscard]] std::size_t slot_bytes() const { return code->slot_count * sizeof(Value); }
  void trace(Marker& marker) override;
  bool describe(StateHash& hash) override;
};

inline void LinkedCode::keep_spare(Frame* frame) {
  frame->caller = spare;
  spare = frame;
}

}  // namespace asyncq::engine
