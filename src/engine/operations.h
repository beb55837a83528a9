#pragma once
// What single instructions do when it is more than a line: the interpreter's vocabulary.

#include <vector>

#include "engine/frame.h"
#include "engine/machine.h"

namespace asyncq::engine {

// --- names ---
[[noreturn]] void throw_uninitialized(Machine& machine, PropertyKey name);
Value get_global(Machine& machine, PropertyKey name, PropertyCache& cache, bool or_undefined);
void set_global(Machine& machine, PropertyKey name, Value value, bool strict);
// mapped: how many of the first elements are the parameters themselves [10.4.4], in the frame's slots.
Value create_arguments_object(Machine& machine, Frame* frame, std::uint32_t mapped);

// --- properties ---
[[noreturn]] void throw_read_of_nullish(Machine& machine, Value object, PropertyKey key);
Value property_key_value(Machine& machine, PropertyKey key);
bool has_property(Machine& machine, Value key, Value object);
bool delete_property(Machine& machine, Value object, Value key, bool strict);
Value get_super_property(Machine& machine, Value home, Value receiver, Value key);
void set_super_property(Machine& machine, Value home, Value receiver, Value key, Value value);
Value private_get(Machine& machine, Value object, Value name);
void private_set(Machine& machine, Value object, Value name, Value value);
[[nodiscard]] bool has_private(Machine& machine, Value object, Value name);
// CopyDataProperties [7.3.26]
void copy_data_properties(Machine& machine, Object* target, Value source,
                          const std::vector<PropertyKey>& excluded);
Value copy_rest(Machine& machine, Value source, const Value* keys, std::uint32_t count);
// The enumerable string keys of an object and its prototypes, for for-in [14.7.5.9], and behind them the
// object.
Array* enumerable_keys(Machine& machine, Value object);

// --- operators, where the operand is no number ---
Value negate(Machine& machine, Value value);
Value bitwise_not(Machine& machine, Value value);
Value add_one(Machine& machine, Value value, int step);  // 1 or -1

// --- literals, functions, classes ---
void define_member(Machine& machine, Object* target, PropertyKey key, Closure* function,
                   program::Operation kind, bool enumerable);
// SetFunctionName [10.2.9]; prefix: 0 none, 1 get, 2 set.
void set_function_name(Machine& machine, Value function, Value key, std::uint32_t prefix);
void add_private_method(Machine& machine, Closure* constructor, Object* home, Value name, Closure* function,
                        std::uint32_t kind);
// A static field or block, run by run_static_parts; initializer: a Closure or undefined; kind: as
// program::static_part.
void add_static_part(Machine& machine, Closure* constructor, PropertyKey key, Value initializer,
                     std::uint32_t kind);
void run_static_parts(Machine& machine, Closure* constructor);
void define_static_private(Machine& machine, Object* constructor, Value name, Closure* function,
                           std::uint32_t kind);
Value concat_all(Machine& machine, const Value* parts, std::uint32_t count);
Value create_regexp(Machine& machine, String* pattern, String* flags);
[[noreturn]] void throw_class_called(Machine& machine, Closure* closure);
[[noreturn]] void throw_not_destructurable(Machine& machine, Frame* frame, Value value);

// --- iteration: the operand stack holds the iterator and its next method; arrays that iterate as usual are
// held as the array and the next index, and what for-in enumerates as the next index and enumerable_keys()
// ---
void begin_iteration(Machine& machine, Frame* frame);
void begin_async_iteration(Machine& machine, Frame* frame);
// sp points past the pair; false: done.
bool iteration_step(Machine& machine, Value* sp, Value& value);
void close_iteration(Machine& machine, Value* sp, bool quietly);
// text: what the program wrote, for the message.
void append_spread(Machine& machine, Array* target, Value iterable, const std::string& text);
[[noreturn]] void throw_not_iterator_result(Machine& machine, Value result);
// The next method of an iterator. TypeError for a number, which stands for an index where a pair is held.
Value next_method(Machine& machine, Value iterator);
// Arrays whose iteration nobody has changed.
bool iterates_as_array(Machine& machine, Value iterable);

// CreateAsyncFromSyncIterator [27.1.6.1]
Value create_async_from_sync_iterator(Machine& machine, const Machine::Iterator& sync);

// --- generators ---
Object* create_generator(Machine& machine, Frame* frame);
// yield*, one round [15.5.5]: calls next, throw or return of the inner iterator by the frame's mode.
// received -> result; false: it was a return and the iterator has no such method (the value stays).
bool delegate_call(Machine& machine, Frame* frame);
// What an async delegate answered that was closed for want of a throw method; throws.
[[noreturn]] void delegate_check_closed(Machine& machine, Value result);

// --- simulated I/O ---
// simulateIo(name, done, least, most) and, of three arguments, simulateIoPromise(name, least, most).
Value start_operation(Machine& machine, const Value* arguments, std::uint32_t count);

// --- modules ---
Value dynamic_import(Machine& machine, Value specifier);
Value import_meta(Machine& machine);
Value import_binding(Machine& machine, String* specifier, String* name);

// What the program wrote at the running instruction, for messages ("a.b" in "a.b is not a function").
std::string source_text_at(Frame* frame);
// GetTemplateObject [13.2.8.4]
Value template_object(Machine& machine, LinkedCode& linked, std::uint32_t index);
// A value as V8's messages show it.
std::string describe(Machine& machine, Value value);

}  // namespace asyncq::engine
