#pragma once
// RegExp objects [22.2].

#include <memory>
#include <string>

#include "engine/machine.h"
#include "engine/regexp/matcher.h"

namespace asyncq::engine {

class RegExpObject final : public Object {
 public:
  RegExpObject(Shape* shape, String* pattern, String* pattern_flags,
               std::shared_ptr<const regexp::Code> compiled)
      : Object(shape, CellKind::regexp), source(pattern), flags(pattern_flags), code(std::move(compiled)) {}
  String* source;  // as it was given
  String* flags;
  std::shared_ptr<const regexp::Code> code;
  void trace(Marker& marker) override {
    Object::trace(marker);
    marker.mark(source);
    marker.mark(flags);
  }
  bool describe(StateHash& hash) override;
};

// Null for what is no RegExp object.
[[nodiscard]] inline RegExpObject* find_regexp(Value value) {
  const bool is_regexp = value.is_object() && value.as_object()->kind() == CellKind::regexp;
  return is_regexp ? static_cast<RegExpObject*>(value.as_object()) : nullptr;
}
// RegExpCreate [22.2.3.1]; SyntaxError for what is no pattern; ends the run where a pattern is
// not modelled.
[[nodiscard]] RegExpObject* regexp_create(Machine& machine, String* pattern, String* flags,
                                          Object* prototype);
// "/source/flags" as RegExp.prototype.toString gives it.
[[nodiscard]] std::u16string regexp_text(RegExpObject* regexp);

// The begin and end of each group of one match; groups that took no part are unset.
struct RegExpMatch {
  struct Group {
    std::int32_t begin = regexp::Matcher::kUnset;
    std::int32_t end = regexp::Matcher::kUnset;
    [[nodiscard]] bool is_set() const { return begin >= 0 && end >= 0; }
  };
  std::vector<Group> groups;
  [[nodiscard]] std::size_t begin() const { return static_cast<std::size_t>(groups[0].begin); }
  [[nodiscard]] std::size_t end() const { return static_cast<std::size_t>(groups[0].end); }
};
// RegExpBuiltinExec [22.2.7.2] without the result array: reads and writes lastIndex. Nothing: no match.
[[nodiscard]] std::optional<RegExpMatch> regexp_exec(Machine& machine, RegExpObject* regexp, String* text);
// A match from exactly this index (sticky), or the first one from it on; leaves lastIndex alone.
[[nodiscard]] std::optional<RegExpMatch> regexp_match(Machine& machine, RegExpObject* regexp, String* text,
                                                      std::size_t index, bool sticky);
// The array that exec gives back.
[[nodiscard]] Array* regexp_match_array(Machine& machine, RegExpObject* regexp, String* text,
                                        const RegExpMatch& match);
// AdvanceStringIndex [22.2.7.3]; the index may be far behind the text's end.
[[nodiscard]] std::uint64_t regexp_advance(String* text, std::uint64_t index, bool full_unicode);

}  // namespace asyncq::engine
