#pragma once
// captureRejections: an emitter hears of the rejections of what its listeners return.

#include "engine/machine.h"

namespace asyncq::engine {

// options: of the constructor; nullish: none. Throws for an option of a wrong type.
void initialize_capture(Machine& machine, Object* emitter, Value options);

// Looks after what a listener of the event returned.
void capture_rejection(Machine& machine, Object* emitter, Value result, Value type, const Value* values,
                       std::uint32_t count);

// captureRejections and captureRejectionSymbol of the module `events`.
void define_capture_rejections(Machine& machine, Object* module);

}  // namespace asyncq::engine
