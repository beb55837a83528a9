#pragma once
// A regular expression's pattern as a tree [22.2.1], with the web's legacy syntax [B.1.2].

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace asyncq::program::regexp {

struct Flags {
  bool has_indices = false;   // d
  bool global = false;        // g
  bool ignore_case = false;   // i
  bool multiline = false;     // m
  bool dot_all = false;       // s
  bool unicode = false;       // u
  bool unicode_sets = false;  // v
  bool sticky = false;        // y
};
// Nothing when a letter is unknown or given twice, or u and v are both given.
[[nodiscard]] std::optional<Flags> parse_flags(std::u16string_view text);

// A set of code points: inclusive ranges, ascending, apart from one another.
class CharacterSet {
 public:
  struct Range {
    char32_t first;
    char32_t last;
  };
  void add(char32_t first, char32_t last) { ranges_.push_back({first, last}); }
  void add(const CharacterSet& other);
  // Sorts and merges; before contains and complement.
  void normalize();
  [[nodiscard]] bool contains(char32_t code_point) const;
  [[nodiscard]] CharacterSet complement() const;

 private:
  std::vector<Range> ranges_;
};

enum class NodeKind : std::uint8_t {
  empty,
  character,
  any,  // .
  set,
  sequence,
  alternatives,
  group,           // capturing; children[0]
  repeat,          // children[0], min to max times
  line_start,      // ^
  line_end,        // $
  word_boundary,   // \b, negated: \B
  back_reference,  // to group
  look,            // lookahead and lookbehind; children[0]
};

struct Node {
  static constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

  NodeKind kind = NodeKind::empty;
  bool negated = false;  // set, word_boundary, look
  bool behind = false;   // look
  bool greedy = true;    // repeat
  char32_t character = 0;
  std::uint32_t group = 0;  // group, back_reference
  std::uint32_t min = 0;
  std::uint32_t max = kUnbounded;
  // Groups that begin inside: first_group up to, not including, end_group.
  std::uint32_t first_group = 0;
  std::uint32_t end_group = 0;
  CharacterSet set;
  std::vector<Node> children;
};

struct Pattern {
  Node root;
  Flags flags;
  std::uint32_t group_count = 1;  // the whole match is group 0
  std::vector<std::pair<std::u16string, std::uint32_t>> names;
};

// Why a text is no pattern, in V8's words ("Unterminated group"); or, where unmodelled, what of a pattern is
// not modelled: the real runtime might take it.
struct PatternFault {
  std::string message;
  bool unmodelled = false;
};

[[nodiscard]] std::variant<Pattern, PatternFault> parse_pattern(std::u16string_view source, Flags flags);

}  // namespace asyncq::program::regexp
