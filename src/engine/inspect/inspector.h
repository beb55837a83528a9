#pragma once
// One walk over a value. Models formatValue, formatRaw and their helpers of Node 24's
// lib/internal/util/inspect.js; the function modelled is named at each method.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/inspect/inspect.h"
#include "engine/inspect/text.h"
#include "engine/machine.h"
#include "engine/pinned.h"

namespace asyncq::engine::inspection {

using scheduler::ConsoleFormat;

// Levels that are walked whatever `depth` asks for: the native stack is finite. Node stops where its own
// stack ends, with the same words.
inline constexpr int kDeepestLevel = 1000;

// What the colour of a piece of text stands for.
enum class Style : std::uint8_t { special, number, boolean, undefined, null, string, symbol, date, regexp };

class Inspector {
 public:
  Inspector(Machine& machine, const InspectOptions& options);

  // [formatValue] depth: levels above this value.
  std::u16string format_value(Value value, int depth);

 private:
  // What a value's lines consist of.
  enum class Content : std::uint8_t {
    properties,
    array,
    set,
    map,
    set_iterator,
    map_iterator,
    promise,
    weak_collection
  };

  // How a value is shown, found out before its contents are.
  struct Description {
    Object* object = nullptr;
    std::optional<std::u16string> constructor;  // nothing: a null prototype
    std::u16string tag;
    std::vector<PropertyKey> keys;
    std::vector<std::u16string> prototype_properties;
    std::u16string base;
    std::u16string open = u"{";
    std::u16string close = u"}";
    Content content = Content::properties;
    bool is_list = false;
    bool complete = false;     // base is the whole text
    bool on_own_line = false;  // Entries
  };

  // An entry of a list is shown without its key.
  enum class PropertyForm : std::uint8_t { named, element };

  // --- inspector.cpp ---
  std::u16string format_object(Object* object, int depth, bool follows_name);  // [formatRaw]
  std::u16string format_contents(Description& description, int depth);
  std::optional<std::u16string> custom_text(Object* object, int depth);
  std::u16string circular_reference(Object* object);
  std::vector<PropertyKey> shown_keys(Object* object);  // [getKeys]
  std::u16string format_property(Object* holder, PropertyKey key, const Property& property, Value receiver,
                                 int depth, PropertyForm form);
  std::u16string format_accessor(const Accessor& accessor, Value receiver, int depth);
  std::u16string finish(Description& description, std::vector<std::u16string> texts, int depth);
  std::u16string lay_out_list(std::vector<std::u16string> texts, int depth);

  // --- primitive.cpp ---
  std::u16string format_primitive(Value value, bool plain = false);
  std::u16string format_string(std::u16string_view text, bool plain);
  std::u16string format_number(double number);
  std::u16string format_big_int(Value value);
  std::u16string styled(std::u16string text, Style style) const;

  // --- describe.cpp ---
  Description describe(Object* object, int depth);
  bool describe_iterable(Description& description);  // false: none of the built-in ones
  void describe_other(Description& description, int depth);
  void describe_array(Description& description);
  void describe_function(Description& description);
  void describe_boxed(Description& description);
  void complete_if_empty(Description& description, std::u16string text);

  // --- naming.cpp ---
  std::optional<std::u16string> constructor_name(Object* object, int depth,
                                                 std::vector<std::u16string>* prototype_properties);
  void add_prototype_properties(Object* main, Object* first, int depth, std::vector<std::u16string>& out);
  std::u16string own_tag(Object* object, const std::optional<std::u16string>& constructor);
  std::u16string class_base(const Description& description);
  std::u16string function_base(const Description& description);

  // --- collections.cpp ---
  std::vector<std::u16string> format_array(Object* object, int depth);
  void format_sparse(Array* array, std::size_t from, std::size_t limit, int depth,
                     std::vector<std::u16string>& out);
  std::vector<std::u16string> format_set(const std::vector<Value>& members, int depth);
  std::vector<std::u16string> format_map(const std::vector<Value>& entries, int depth, bool as_pairs);
  std::vector<std::u16string> format_promise(Object* object, int depth);

  // --- error.cpp ---
  std::u16string error_base(Description& description);  // [formatError]
  std::u16string stack_of(Object* error);               // [getStackString]
  std::u16string error_to_string(Object* error);        // [Error.prototype.toString]
  std::vector<std::u16string> stack_frames(Object* error, std::u16string_view frames);  // [getStackFrames]
  Value get_or_undefined(Object* object, PropertyKey key);

  // The runtime's console is that of an earlier release.
  [[nodiscard]] bool before(ConsoleFormat format) const { return machine_.policy().console_format < format; }
  [[nodiscard]] bool beyond_depth(int depth) const { return depth > options_.depth; }
  [[nodiscard]] LineRules line_rules() const {
    LineRules rules{options_.break_length, options_.compact, options_.max_array_length, options_.colors};
    rules.broken_base = before(ConsoleFormat::node12);
    rules.broken_entries = before(ConsoleFormat::node16);
    return rules;
  }
  // Of what stands inside a Map, a Set or a Promise.
  [[nodiscard]] std::size_t inner_columns() const { return before(ConsoleFormat::node10) ? 0 : 2; }
  [[nodiscard]] Quotes quotes() const;
  [[nodiscard]] std::size_t shown_length(std::size_t length) const;  // cut at max_array_length
  bool instance_of_quietly(Object* object, Value constructor);

  Machine& machine_;
  InspectOptions options_;
  Pinned pinned_;
  std::size_t indentation_ = 0;
  int current_depth_ = 0;
  bool follows_name_ = false;      // the value that is formatted next stands behind a property's name
  std::vector<Object*> seen_;      // the values around the present one; pinned
  std::vector<Object*> circular_;  // values that something inside refers back to, in order of discovery
  std::map<std::size_t, std::size_t> produced_;  // code units by indentation
};

// "Foo ", "Foo [tag] ", "[Object: null prototype] " [getPrefix]
[[nodiscard]] std::u16string prefix(const std::optional<std::u16string>& constructor, std::u16string_view tag,
                                    std::u16string_view fallback, std::u16string_view size = {});
// The prefix of a value of no special kind [getCtxStyle].
[[nodiscard]] std::u16string plain_prefix(Object* object, const std::optional<std::u16string>& constructor,
                                          std::u16string_view tag);
// The name of the built-in class that an object was made as, whatever its prototype says now.
[[nodiscard]] std::u16string_view built_in_class(Object* object);
// A class that the runtime provides on its global object.
[[nodiscard]] bool is_built_in_name(std::u16string_view name);
// The header of a stack brought up to date with the error's class and name [improveStack].
[[nodiscard]] std::u16string improved_stack(std::u16string stack,
                                            const std::optional<std::u16string>& constructor,
                                            std::u16string_view name, std::u16string_view tag);
[[nodiscard]] bool is_error(Machine& machine, Object* object);

}  // namespace asyncq::engine::inspection
