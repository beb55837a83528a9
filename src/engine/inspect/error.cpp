#include <algorithm>

#include "engine/inspect/inspector.h"
#include "engine/inspect/text.h"

namespace asyncq::engine::inspection {
namespace {

constexpr std::u16string_view kFrameStart = u"\n    at";

std::vector<std::u16string> split_lines(std::u16string_view text) {
  std::vector<std::u16string> lines;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(u'\n', start)) != text.npos; start = end + 1)
    lines.emplace_back(text.substr(start, end - start));
  lines.emplace_back(text.substr(start));
  return lines;
}

struct Overlap {
  std::size_t length = 0;
  std::size_t offset = 0;
};

// The first run of more than three lines of `lines` that `others` has too [identicalSequenceRange].
Overlap first_overlap(const std::vector<std::u16string>& lines, const std::vector<std::u16string>& others) {
  for (std::size_t index = 0; index + 3 < lines.size(); ++index) {
    const auto found = std::find(others.begin(), others.end(), lines[index]);
    if (found == others.end()) continue;
    const auto at = static_cast<std::size_t>(found - others.begin());
    const std::size_t longest = std::min(lines.size() - index, others.size() - at);
    std::size_t length = 1;
    while (length < longest && lines[index + length] == others[at + length]) ++length;
    if (length > 3) return {length, index};
  }
  return {};
}

bool is_header_part(char16_t unit) {
  return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9') ||
         std::u16string_view(u"_ []()-").find(unit) != std::u16string_view::npos;
}

// What a stack's first line calls the error: "Error", "TypeError [CODE]".
std::u16string header_class(std::u16string_view stack) {
  const auto end =
      static_cast<std::size_t>(std::find_if_not(stack.begin(), stack.end(), is_header_part) - stack.begin());
  const std::u16string_view rest = stack.substr(end);
  const bool headed = end > 1 && stack[0] >= u'A' && stack[0] <= u'Z' &&
                      (rest.starts_with(u":") || rest.starts_with(kFrameStart));
  const bool bare =
      end == stack.size() && stack.ends_with(u"Error") && stack.find_first_of(u" []()") == stack.npos;
  return headed || bare ? std::u16string(stack.substr(0, end)) : std::u16string{};
}

void remove_key(std::vector<PropertyKey>& keys, PropertyKey key) {
  std::erase(keys, key);
}

}  // namespace

std::u16string improved_stack(std::u16string stack, const std::optional<std::u16string>& constructor,
                              std::u16string_view name, std::u16string_view tag) {
  std::size_t length = name.size();
  const bool regular = name.ends_with(u"Error") && stack.starts_with(name) &&
                       (stack.size() == length || stack[length] == u':' || stack[length] == u'\n');
  if (constructor && !regular) return stack;
  std::u16string fallback = u"Error";
  if (!constructor) {
    fallback = header_class(stack);
    length = fallback.size();
    if (fallback.empty()) fallback = u"Error";
  }
  std::u16string start = prefix(constructor, tag, fallback);
  start.pop_back();
  if (name == start) return stack;
  if (!contains(start, name)) return start + u" [" + std::u16string(name) + u"]" + stack.substr(length);
  return length == 0 ? start + u": " + stack : start + stack.substr(length);
}

Value Inspector::get_or_undefined(Object* object, PropertyKey key) {
  try {
    return object->get(machine_, key);
  } catch (const Throw&) {
    return Value::undefined();
  }
}

std::u16string Inspector::error_to_string(Object* error) {
  const auto& keys = machine_.realm.keys;
  const Value name = error->get(machine_, keys.name);
  const Value message = error->get(machine_, keys.message);
  const std::u16string name_text(name.is_undefined() ? u"Error" : machine_.to_text(name));
  const std::u16string message_text(message.is_undefined() ? u"" : machine_.to_text(message));
  if (name_text.empty()) return message_text;
  return message_text.empty() ? name_text : name_text + u": " + message_text;
}

std::u16string Inspector::stack_of(Object* error) {
  const Value stack = get_or_undefined(error, machine_.realm.keys.stack);
  if (!machine_.to_boolean(stack)) return error_to_string(error);
  if (stack.is_string()) return std::u16string(stack.as_string()->view());
  seen_.push_back(error);
  indentation_ += 4;
  const std::u16string text = format_value(stack, 0);
  indentation_ -= 4;
  seen_.pop_back();
  return error_to_string(error) + u"\n    " + text;
}

std::vector<std::u16string> Inspector::stack_frames(Object* error, std::u16string_view frames) {
  std::vector<std::u16string> lines = split_lines(frames);
  const Value cause = get_or_undefined(error, machine_.realm.keys.cause);
  if (!cause.is_object() || !is_error(machine_, cause.as_object())) return lines;
  // Frames that the cause shows as well are left out.
  const std::u16string cause_stack = stack_of(cause.as_object());
  const std::size_t start = cause_stack.find(kFrameStart);
  if (start == cause_stack.npos) return lines;
  const auto [length, offset] =
      first_overlap(lines, split_lines(std::u16string_view(cause_stack).substr(start + 1)));
  if (length == 0) return lines;
  const std::size_t skipped = length - 2;
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(offset) + 1;
  *first =
      styled(u"    ... " + decimal(skipped) + u" lines matching cause stack trace ...", Style::undefined);
  lines.erase(first + 1, first + static_cast<std::ptrdiff_t>(skipped));
  return lines;
}

std::u16string Inspector::error_base(Description& description) {
  Object* error = description.object;
  const auto& realm_keys = machine_.realm.keys;
  std::u16string stack;
  try {
    stack = stack_of(error);
  } catch (const Throw&) {
    return u"[object Error]";
  }
  const Value message = get_or_undefined(error, realm_keys.message);
  const Value name = get_or_undefined(error, realm_keys.name);
  const std::u16string message_text(message.is_string() ? message.as_string()->view()
                                                        : std::u16string_view{});

  // What the stack already says is not repeated as a property [removeDuplicateErrorKeys].
  std::vector<PropertyKey>& keys = description.keys;
  if (!options_.show_hidden && !before(ConsoleFormat::node12)) {
    for (const PropertyKey key : {realm_keys.name, realm_keys.message, realm_keys.stack}) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
      const Value value = get_or_undefined(error, key);
      if (!value.is_string() && !before(ConsoleFormat::node22)) {
        remove_key(keys, key);
      } else if (!value.is_symbol() && contains(stack, machine_.to_text(value))) {
        remove_key(keys, key);
      }
    }
  }
  const auto show = [&](PropertyKey key) {
    if (error->get_own(machine_, key) && std::find(keys.begin(), keys.end(), key) == keys.end())
      keys.push_back(key);
  };
  show(realm_keys.cause);
  const Value errors = get_or_undefined(error, realm_keys.errors);
  if (errors.is_object() && errors.as_object()->is_array()) show(realm_keys.errors);

  const std::u16string name_text(name.is_nullish()  ? u"Error"
                                 : name.is_symbol() ? u""
                                                    : machine_.to_text(name));
  if (!before(ConsoleFormat::node11))
    stack = improved_stack(std::move(stack), description.constructor, name_text, description.tag);

  // A stack without frames stands in brackets. Frames begin behind the message.
  const std::size_t message_at = message_text.empty() ? stack.npos : stack.find(message_text);
  const std::size_t search_from =
      message_at == stack.npos || message_at == 0 ? 0 : message_at + message_text.size();
  const std::size_t frames_at = stack.find(kFrameStart, search_from);
  if (frames_at == stack.npos) {
    // Node 8 asked whether there is a stack at all, Node 10 whether the error stands by itself.
    const bool bare = before(ConsoleFormat::node10)
                          ? machine_.to_boolean(get_or_undefined(error, realm_keys.stack))
                          : before(ConsoleFormat::node11) && indentation_ > 0;
    if (!bare) stack = u"[" + stack + u"]";
  } else {
    std::u16string shown = stack.substr(0, frames_at);
    for (const auto& line : stack_frames(error, std::u16string_view(stack).substr(frames_at + 1)))
      shown += u'\n' + line;
    stack = std::move(shown);
  }
  return before(ConsoleFormat::node10) ? stack : indent_lines(stack, indentation_);
}

}  // namespace asyncq::engine::inspection
