#pragma once
// Flat code: what the compiler makes of a function and the machine executes. An instruction is one 32-bit
// word, operation in the low 8 bits and operand a in the upper 24, followed by a second word b for those
// operations that the table below gives two operands.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "program/program.h"
#include "support/source.h"

namespace asyncq::program {

// How an operand is to be read; also what the disassembler shows.
enum class Operand : std::uint8_t {
  none,
  count,
  integer,
  constant,
  name,
  local,
  slot,
  target,
  function,
  flag,
  cache
};

// X(name, operand a, operand b). Stack effects are in the comments: what is popped -> what is pushed.
#define ASYNCQ_OPERATIONS(X)                                                                         \
  /* constants and the stack */                                                                      \
  X(load_constant, constant, none) /* -> v */                                                        \
  X(load_integer, integer, none)   /* -> v */                                                        \
  X(load_undefined, none, none)                                                                      \
  X(load_null, none, none)                                                                           \
  X(load_true, none, none)                                                                           \
  X(load_false, none, none)                                                                          \
  X(load_empty, none, none)                                                                          \
  X(pop, none, none)            /* v -> */                                                           \
  X(duplicate, none, none)      /* v -> v v */                                                       \
  X(duplicate_pair, none, none) /* a b -> a b a b */                                                 \
  X(swap, none, none)           /* a b -> b a */                                                     \
  X(rotate3, none, none)        /* a b c -> c a b */                                                 \
  X(rotate4, none, none)        /* a b c d -> d a b c */                                             \
  X(rotate5, none, none)        /* a b c d e -> e a b c d */                                         \
  /* bindings */                                                                                     \
  X(get_local, local, none)         /* -> v */                                                       \
  X(get_local_checked, local, name) /* -> v; ReferenceError in the dead zone */                      \
  X(set_local, local, none)         /* v -> v */                                                     \
  X(set_local_checked, local, name) /* v -> v */                                                     \
  X(store_local, local, none)       /* v -> */                                                       \
  X(get_slot, slot, none)           /* -> v; slot of an environment, see slot_operand */             \
  X(get_slot_checked, slot, name)                                                                    \
  X(set_slot, slot, none)                                                                            \
  X(set_slot_checked, slot, name)                                                                    \
  X(store_slot, slot, none)                                                                          \
  X(store_slot_checked, slot, name)                                                                  \
  X(push_environment, count, none) /* a slots, all empty */                                          \
  X(pop_environment, none, none)                                                                     \
  X(copy_environment, none, none)         /* per-iteration bindings [14.7.4.4] */                    \
  X(get_global, name, cache)              /* -> v; ReferenceError when there is none */              \
  X(get_global_or_undefined, name, cache) /* typeof name */                                          \
  X(set_global, name, none)               /* v -> v */                                               \
  X(throw_constant, name, none)           /* assignment to a constant */                             \
  X(load_this, none, none)                /* -> this of this very function */                        \
  X(check_this, none, none)               /* v -> v; ReferenceError when super() is to come */       \
  X(load_new_target, none, none)                                                                     \
  X(load_function, none, none) /* -> the running closure */                                          \
  X(load_home_object, none, none)                                                                    \
  X(create_arguments, count, none) /* -> arguments object; the first a slots are its elements */     \
  X(create_rest, count, none)      /* -> array of the arguments from a on */                         \
  /* properties */                                                                                   \
  X(get_property, name, cache)          /* o -> v */                                                 \
  X(get_method, name, cache)            /* o -> f o */                                               \
  X(set_property, name, cache)          /* o v -> v */                                               \
  X(get_element, none, none)            /* o k -> v */                                               \
  X(get_element_method, none, none)     /* o k -> f o */                                             \
  X(set_element, none, none)            /* o k v -> v */                                             \
  X(get_super, none, none)              /* home this k -> v */                                       \
  X(get_super_method, none, none)       /* home this k -> f this */                                  \
  X(set_super, none, none)              /* home this k v -> v */                                     \
  X(delete_element, none, none)         /* o k -> boolean */                                         \
  X(get_private, none, none)            /* o name -> v */                                            \
  X(get_private_method, none, none)     /* o name -> f o */                                          \
  X(set_private, none, none)            /* o name v -> v */                                          \
  X(has_private, none, none)            /* name o -> boolean */                                      \
  X(new_private_name, name, name)       /* -> private symbol; b: its owner, see PrivateName */       \
  X(to_property_key, none, none)        /* v -> key */                                               \
  X(check_object_coercible, none, none) /* v -> v; TypeError for undefined and null */               \
  X(copy_rest, count, none)             /* o k1 … ka -> object of the other properties */          \
  /* literals */                                                                                     \
  X(new_object, none, none)                                                                          \
  X(new_array, count, none)     /* v1 … va -> array */                                             \
  X(append_element, none, none) /* array v -> array */                                               \
  X(append_hole, none, none)                                                                         \
  X(append_spread, none, none)   /* array iterable -> array */                                       \
  X(define_property, name, none) /* o v -> o */                                                      \
  X(define_element, none, none)  /* o k v -> o */                                                    \
  X(define_method, flag, none)   /* o k f -> o; a: enumerable */                                     \
  X(define_getter, flag, none)                                                                       \
  X(define_setter, flag, none)                                                                       \
  X(copy_properties, none, none)       /* o source -> o */                                           \
  X(set_literal_prototype, none, none) /* o p -> o */                                                \
  X(template_string, count, none)      /* v1 … va -> string */                                     \
  X(template_object, integer, none)    /* -> the strings of a tagged template */                     \
  X(new_regexp, constant, constant)    /* -> regexp */                                               \
  X(make_closure, function, none)      /* -> f */                                                    \
  X(set_function_name, flag, none)     /* k f -> k f; only when f has no name; 1 get 2 set */        \
  X(set_class_name, none, none)        /* k c p -> k c p; likewise */                                \
  /* classes */                                                                                      \
  X(make_class, function, flag)         /* heritage? -> constructor prototype; b: heritage */        \
  X(add_field, flag, none)              /* c p k f -> c p; 1: k names what f makes */                \
  X(add_private_method, flag, none)     /* c p name f -> c p; 0 method 1 getter 2 setter */          \
  X(define_static_private, flag, none)  /* c p name f -> c p */                                      \
  X(add_static_part, flag, none)        /* as static_part */                                         \
  X(run_static_parts, none, none)       /* c p -> c p; each with this = c, in order */               \
  X(super_construct, count, none)       /* f newtarget v1 … va -> this */                          \
  X(super_construct_spread, none, none) /* f newtarget array -> this */                              \
  /* calls */                                                                                        \
  X(call, count, none)            /* f this v1 … va -> v */                                        \
  X(call_plain, count, none)      /* f v1 … va -> v; this is undefined */                          \
  X(call_spread, none, none)      /* f this array -> v */                                            \
  X(construct, count, none)       /* f v1 … va -> v */                                             \
  X(construct_spread, none, none) /* f array -> v */                                                 \
  X(return_value, none, none)     /* v -> */                                                         \
  X(return_undefined, none, none)                                                                    \
  X(start_operation, count, none) /* name done? least most -> v; see syntax/simulated_io.h */        \
  X(import_call, none, none)      /* specifier -> promise */                                         \
  X(import_meta, none, none)                                                                         \
  X(get_import, constant, constant) /* -> the value of an import: specifier, name */                 \
  /* operators */                                                                                    \
  X(add, none, none)                                                                                 \
  X(subtract, none, none)                                                                            \
  X(multiply, none, none)                                                                            \
  X(divide, none, none)                                                                              \
  X(remainder, none, none)                                                                           \
  X(exponent, none, none)                                                                            \
  X(bitwise_and, none, none)                                                                         \
  X(bitwise_or, none, none)                                                                          \
  X(bitwise_xor, none, none)                                                                         \
  X(shift_left, none, none)                                                                          \
  X(shift_right, none, none)                                                                         \
  X(shift_right_unsigned, none, none)                                                                \
  X(equal, none, none)                                                                               \
  X(not_equal, none, none)                                                                           \
  X(strict_equal, none, none)                                                                        \
  X(strict_not_equal, none, none)                                                                    \
  X(less, none, none)                                                                                \
  X(less_equal, none, none)                                                                          \
  X(greater, none, none)                                                                             \
  X(greater_equal, none, none)                                                                       \
  X(instance_of, none, none)                                                                         \
  X(in, none, none)                                                                                  \
  X(negate, none, none)                                                                              \
  X(to_numeric, none, none) /* a number or a BigInt */                                               \
  X(to_number, none, none)                                                                           \
  X(logical_not, none, none)                                                                         \
  X(bitwise_not, none, none)                                                                         \
  X(type_of, none, none)                                                                             \
  X(increment, none, none)                                                                           \
  X(decrement, none, none)                                                                           \
  /* control */                                                                                      \
  X(jump, target, none)                                                                              \
  X(loop, target, none)             /* jump backwards: one step */                                   \
  X(count_idly, flag, none)         /* from to -> what a counter is after an empty loop; a: 1: <= */ \
  X(jump_if_false, target, none)    /* v -> */                                                       \
  X(jump_if_true, target, none)     /* v -> */                                                       \
  X(jump_unless_less, target, none) /* a b -> */                                                     \
  X(jump_unless_less_equal, target, none)                                                            \
  X(jump_unless_greater, target, none)                                                               \
  X(jump_unless_greater_equal, target, none)                                                         \
  X(jump_unless_strict_equal, target, none)                                                          \
  X(jump_unless_strict_not_equal, target, none)                                                      \
  X(jump_if_false_or_pop, target, none) /* v -> v when jumping */                                    \
  X(jump_if_true_or_pop, target, none)                                                               \
  X(jump_if_defined_or_pop, target, none) /* jumps keeping v unless it is undefined */               \
  X(jump_if_not_nullish_or_pop, target, none)                                                        \
  X(jump_if_nullish, target, none)        /* v -> undefined when jumping, v otherwise */             \
  X(jump_if_callee_nullish, target, none) /* f this -> undefined when jumping */                     \
  X(jump_if_case, target, none)           /* d t -> d; when d === t: jump with nothing */            \
  X(throw_value, none, none)              /* v -> */                                                 \
  X(throw_again, none, none)              /* v -> : behind a finally block */                        \
  /* completion kinds of finally blocks are small integers in a local: see finally_kind */           \
  X(jump_unless_kind, target, integer) /* k -> k unless equal to b, then -> */                       \
  /* iteration */                                                                                    \
  X(get_iterator, none, none) /* iterable -> iterator next */                                        \
  X(get_async_iterator, none, none)                                                                  \
  X(iterator_next, target, none)       /* i n -> i n v; jumps with i n when done */                  \
  X(iterator_call_next, none, none)    /* i n -> i n result (for await) */                           \
  X(iterator_unwrap, target, none)     /* i n result -> i n v; jumps with i n when done */           \
  X(iterator_step, none, none)         /* i n -> i n v; undefined from the end on */                 \
  X(iterator_rest, none, none)         /* i n -> i n array */                                        \
  X(iterator_close, none, none)        /* i n kind -> i n; by the completion kind */                 \
  X(iterator_return, target, none)     /* i n -> i n result; jumps with i n if no return */          \
  X(check_iterator_result, none, none) /* i n result -> i n */                                       \
  X(enumerate, none, none)             /* o -> i n over its enumerable string keys */                \
  /* suspension */                                                                                   \
  X(initial_yield, none, none)             /* generators: returns the generator object */            \
  X(await, none, none)                     /* v -> v */                                              \
  X(yield, none, none)                     /* v -> received */                                       \
  X(yield_async, none, none)               /* v -> received; mode stays to be looked at */           \
  X(jump_unless_return_mode, target, none) /* received: throws it in throw mode */                   \
  X(raise_return, none, none)              /* v ->; a return completion from here */                 \
  X(delegate_call, target, none)           /* i n received -> i n result; a: no return method */     \
  X(delegate_check, target, none)          /* i n result -> i n result; jumps with i n value */      \
  X(yield_delegated, none, none)           /* i n result -> i n received */                          \
  X(delegate_return, none, none)           /* i n value: a return if that was asked for */

enum class Operation : std::uint8_t {
#define ASYNCQ_ENUMERATOR(name, a, b) name,
  ASYNCQ_OPERATIONS(ASYNCQ_ENUMERATOR)
#undef ASYNCQ_ENUMERATOR
};

// get_slot and its relatives: how many environments outwards, and which slot there.
inline constexpr std::uint32_t kSlotBits = 14;
inline constexpr std::uint32_t kMaxSlots = 1u << kSlotBits;
inline constexpr std::uint32_t kMaxEnvironmentDepth = 1u << (24 - kSlotBits);
[[nodiscard]] constexpr std::uint32_t slot_operand(std::uint32_t depth, std::uint32_t slot) {
  return (depth << kSlotBits) | slot;
}

// The kinds of completion that a finally block is entered with; from first_jump on, one for each place that a
// break or continue of the block leads to.
namespace finally_kind {
inline constexpr int kNormal = 0;
inline constexpr int kThrown = 1;
inline constexpr int kReturned = 2;
inline constexpr int kFirstJump = 3;
}  // namespace finally_kind

// What add_static_part adds: c p k f -> c p.
namespace static_part {
inline constexpr std::uint32_t kField = 0;
inline constexpr std::uint32_t kBlock = 1;        // k: any
inline constexpr std::uint32_t kNamingField = 2;  // k names what f makes
}  // namespace static_part

struct Handler {
  std::uint32_t begin = 0;  // instruction indices [begin, end) that it covers
  std::uint32_t end = 0;
  std::uint32_t target = 0;
  std::uint32_t stack_depth = 0;
  std::uint32_t environment_depth = 0;
  // A finally block: the locals that take the kind and the value; a catch block gets the value on the stack.
  bool is_finally = false;
  std::uint32_t kind_local = 0;
  std::uint32_t value_local = 0;
};

struct PositionEntry {
  std::uint32_t instruction = 0;  // from this instruction on
  support::SourcePosition position;
};

// The digits of a BigInt literal, as in the tree.
struct BigIntText {
  std::string digits;
  auto operator<=>(const BigIntText&) const = default;
};
using Constant = std::variant<double, std::string, BigIntText>;

struct ImportRequest {
  std::string specifier;
  support::SourcePosition at;
};

// GetTemplateObject [13.2.8.4]
struct TemplateStrings {
  std::vector<std::optional<std::string>> cooked;  // nothing: undefined
  std::vector<std::string> raw;
};

struct FunctionCode {
  std::string name;
  std::string inferred_name;  // of a function without one, by what it is assigned to: for stacks
  bool is_async = false;
  bool is_generator = false;
  bool is_arrow = false;
  bool is_method = false;  // no prototype property, no [[Construct]]
  bool is_class_constructor = false;
  bool is_derived = false;  // a constructor of a class with heritage
  bool is_strict = false;
  bool is_main = false;               // the program itself
  bool needs_arguments = false;       // arguments or a rest parameter
  std::uint32_t parameter_count = 0;  // locals that take arguments
  std::uint32_t length = 0;           // the function's length property
  std::uint32_t local_count = 0;      // parameters included
  std::uint32_t stack_size = 0;
  std::uint32_t cache_count = 0;
  std::vector<std::uint32_t> instructions;
  std::vector<Constant> constants;
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const FunctionCode>> functions;
  std::vector<TemplateStrings> templates;
  std::vector<Handler> handlers;  // innermost first
  std::vector<PositionEntry> positions;
  // What the program wrote where an instruction may have to say so ("a.b" of a call), by instruction.
  std::unordered_map<std::uint32_t, std::string> texts;
  std::vector<ImportRequest> imports;  // main of a module
  support::SourcePosition at;          // its text is [at, end); end is unknown where there is none
  support::SourcePosition end;

  // Of a constructor, where it is while the instance's fields are initialized: before its first instruction.
  support::SourcePosition begins_at;
  static constexpr std::uint32_t kBeforeTheFirst = 0xFFFF'FFFF;
  [[nodiscard]] support::SourcePosition position_of(std::uint32_t instruction) const;
};

struct OperationInfo {
  const char* name;
  Operand a;
  Operand b;
};
[[nodiscard]] const OperationInfo& info(Operation operation);

}  // namespace asyncq::program
