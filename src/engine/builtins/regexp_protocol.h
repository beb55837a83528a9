#pragma once
// How RegExp's methods work on an object whose matching the program may see [22.2.6, 22.2.7.1]: a subclass's
// instance, one with properties of its own, or no RegExp at all. Every property is read and every `exec`
// called as the specification has it.

#include "engine/machine.h"

namespace asyncq::engine {

// A RegExp that matches as RegExp.prototype.exec does and nobody sees it: nothing below is needed for it.
[[nodiscard]] bool is_plain_regexp(Machine& machine, Value value);

// IsRegExp [7.2.8]
[[nodiscard]] bool is_regexp(Machine& machine, Value value);

// RegExpExec [22.2.7.1]: what `exec` gives, an object or null.
[[nodiscard]] Value regexp_exec_by_protocol(Machine& machine, Object* regexp, String* text);

[[nodiscard]] Value match_by_protocol(Machine& machine, Object* regexp, String* text);  // [22.2.6.8]
[[nodiscard]] Value replace_by_protocol(Machine& machine, Object* regexp, String* text,
                                        Value replace_value);                            // [22.2.6.11]
[[nodiscard]] Value search_by_protocol(Machine& machine, Object* regexp, String* text);  // [22.2.6.12]
[[nodiscard]] Value split_by_protocol(Machine& machine, Object* regexp, String* text,
                                      Value limit);  // [22.2.6.14]

// What String.prototype.matchAll iterates with [22.2.6.9].
struct MatchAllPattern {
  Object* regexp = nullptr;
  bool global = false;
  bool full_unicode = false;
};
[[nodiscard]] MatchAllPattern matcher_by_protocol(Machine& machine, Object* regexp);
// One round of %RegExpStringIteratorPrototype%.next [22.2.9.2.1]: a match or null.
[[nodiscard]] Value next_match_by_protocol(Machine& machine, const MatchAllPattern& matcher, String* text);

}  // namespace asyncq::engine
