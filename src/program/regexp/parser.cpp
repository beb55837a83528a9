#include <algorithm>

#include "program/regexp/pattern.h"
#include "support/utf16.h"
#include "support/white_space.h"

namespace asyncq::program::regexp {
namespace {

using support::append_utf16;
using support::code_point_at;
using support::CodePoint;
using support::is_high_surrogate;
using support::is_low_surrogate;
using support::is_white_space;

constexpr const char* kNothingToRepeat = "Nothing to repeat";
constexpr const char* kLookRepeated = "Invalid quantifier";
constexpr std::uint32_t kMaxDepth = 500;
constexpr std::uint32_t kMaxGroups = 32767;

bool is_digit(char32_t unit) {
  return unit >= '0' && unit <= '9';
}
bool is_ascii_letter(char32_t unit) {
  return (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z');
}
bool is_name_start(char32_t point) {
  return is_ascii_letter(point) || point == '$' || point == '_' || (point >= 0x80 && !is_white_space(point));
}
bool is_name_part(char32_t point) {
  return is_name_start(point) || is_digit(point);
}

int hex_value(char32_t unit) {
  if (is_digit(unit)) return static_cast<int>(unit - '0');
  if (unit >= 'a' && unit <= 'f') return static_cast<int>(unit - 'a' + 10);
  if (unit >= 'A' && unit <= 'F') return static_cast<int>(unit - 'A' + 10);
  return -1;
}

Node make_node(NodeKind kind) {
  Node node;
  node.kind = kind;
  return node;
}

Node make_character(char32_t character) {
  Node node = make_node(NodeKind::character);
  node.character = character;
  return node;
}

// CharacterClassEscape [22.2.2.9]: d, D, s, S, w, W.
CharacterSet class_escape(char32_t letter) {
  CharacterSet set;
  switch (letter | 0x20) {
    case 'd':
      set.add('0', '9');
      break;
    case 'w':
      set.add('a', 'z');
      set.add('A', 'Z');
      set.add('0', '9');
      set.add('_', '_');
      break;
    default:
      for (char32_t unit = 0; unit <= 0xFEFF; ++unit) {
        if (is_white_space(unit)) set.add(unit, unit);
      }
      break;
  }
  set.normalize();
  return letter < 'a' ? set.complement() : set;
}

bool is_class_escape(char32_t letter) {
  return letter == 'd' || letter == 'D' || letter == 's' || letter == 'S' || letter == 'w' || letter == 'W';
}

class PatternParser {
 public:
  PatternParser(std::u16string_view source, Flags flags) : source_(source) {
    pattern_.flags = flags;
    count_groups();
  }

  Pattern parse() {
    if (pattern_.flags.unicode_sets) throw PatternFault{"the flag 'v' of regular expressions", true};
    pattern_.root = parse_disjunction();
    if (!at_end()) throw PatternFault{"Unmatched ')'"};
    resolve_named_references(pattern_.root);
    return std::move(pattern_);
  }

 private:
  [[nodiscard]] bool unicode() const { return pattern_.flags.unicode; }
  [[nodiscard]] bool at_end() const { return position_ >= source_.size(); }
  [[nodiscard]] char32_t peek(std::size_t ahead = 0) const {
    return position_ + ahead < source_.size() ? source_[position_ + ahead] : U'\xFFFFFFFF';
  }
  bool eat(char16_t unit) {
    if (peek() != unit) return false;
    ++position_;
    return true;
  }
  bool eat(std::u16string_view text) {
    if (!source_.substr(std::min(position_, source_.size())).starts_with(text)) return false;
    position_ += text.size();
    return true;
  }
  char32_t next() {
    if (!unicode()) return source_[position_++];
    const CodePoint point = code_point_at(source_, position_);
    position_ += point.units;
    return point.value;
  }

  // How many groups there are, and whether one has a name, is asked before they are parsed.
  void count_groups() {
    bool in_class = false;
    for (std::size_t i = 0; i < source_.size(); ++i) {
      const char16_t unit = source_[i];
      if (unit == '\\') {
        ++i;
      } else if (in_class) {
        in_class = unit != ']';
      } else if (unit == '[') {
        in_class = true;
      } else if (unit == '(') {
        const std::u16string_view after = source_.substr(i + 1);
        const bool named =
            after.starts_with(u"?<") && !after.starts_with(u"?<=") && !after.starts_with(u"?<!");
        if (named || !after.starts_with(u"?")) ++total_groups_;
        has_names_ = has_names_ || named;
      }
    }
  }

  Node parse_disjunction() {
    if (++depth_ > kMaxDepth) throw PatternFault{"Regular expression too large"};
    Node first = parse_alternative();
    if (peek() == '|') {
      Node alternatives = make_node(NodeKind::alternatives);
      alternatives.children.push_back(std::move(first));
      while (eat(u'|')) alternatives.children.push_back(parse_alternative());
      first = std::move(alternatives);
    }
    --depth_;
    return first;
  }

  Node parse_alternative() {
    Node sequence = make_node(NodeKind::sequence);
    while (!at_end() && peek() != '|' && peek() != ')') sequence.children.push_back(parse_term());
    return sequence;
  }

  Node parse_term() {
    const std::uint32_t first_group = pattern_.group_count;
    const char* why_not = nullptr;
    Node atom = parse_atom(why_not);
    atom.first_group = first_group;
    atom.end_group = pattern_.group_count;
    return parse_quantifier(std::move(atom), why_not);
  }

  Node parse_atom(const char*& why_not) {
    switch (peek()) {
      case '^':
        ++position_;
        why_not = kNothingToRepeat;
        return make_node(NodeKind::line_start);
      case '$':
        ++position_;
        why_not = kNothingToRepeat;
        return make_node(NodeKind::line_end);
      case '(':
        return parse_group(why_not);
      case '.':
        ++position_;
        return make_node(NodeKind::any);
      case '[':
        ++position_;
        return parse_class();
      case '\\':
        ++position_;
        return parse_atom_escape(why_not);
      case '*':
      case '+':
      case '?':
        throw PatternFault{kNothingToRepeat};
      case '{': {
        const std::size_t begin = position_;
        std::uint32_t min = 0;
        std::uint32_t max = 0;
        if (parse_braces(min, max)) throw PatternFault{kNothingToRepeat};
        if (unicode()) throw PatternFault{"Lone quantifier brackets"};
        position_ = begin;
        break;
      }
      case '}':
      case ']':
        if (unicode()) throw PatternFault{"Lone quantifier brackets"};
        break;
      default:
        break;
    }
    return make_character(next());
  }

  Node parse_group(const char*& why_not) {
    ++position_;
    Node node = make_node(NodeKind::group);
    if (eat(u"?:")) {
      node.kind = NodeKind::sequence;
    } else if (eat(u"?=") || eat(u"?!")) {
      node.kind = NodeKind::look;
      node.negated = source_[position_ - 1] == '!';
      if (unicode()) why_not = kLookRepeated;
    } else if (eat(u"?<=") || eat(u"?<!")) {
      node.kind = NodeKind::look;
      node.behind = true;
      node.negated = source_[position_ - 1] == '!';
      why_not = kLookRepeated;
    } else if (peek() == '?' && (peek(1) == 'i' || peek(1) == 'm' || peek(1) == 's' || peek(1) == '-')) {
      throw PatternFault{"modifiers of a group", true};
    } else if (peek() == '?' && peek(1) != '<') {
      throw PatternFault{"Invalid group"};
    } else {
      node.group = pattern_.group_count++;
      if (node.group > kMaxGroups) throw PatternFault{"Too many captures"};
      if (eat(u"?<")) add_name(parse_group_name("Invalid capture group name"), node.group);
    }
    node.children.push_back(parse_disjunction());
    if (!eat(u')')) throw PatternFault{"Unterminated group"};
    return node;
  }

  // After "<"; takes ">".
  std::u16string parse_group_name(const char* error) {
    std::u16string name;
    while (!at_end() && peek() != '>') {
      const CodePoint point = code_point_at(source_, position_);
      if (name.empty() ? !is_name_start(point.value) : !is_name_part(point.value)) throw PatternFault{error};
      append_utf16(name, point.value);
      position_ += point.units;
    }
    if (name.empty() || !eat(u'>')) throw PatternFault{error};
    return name;
  }

  void add_name(std::u16string name, std::uint32_t group) {
    for (const auto& [other, number] : pattern_.names) {
      if (other == name) throw PatternFault{"Duplicate capture group name"};
    }
    pattern_.names.emplace_back(std::move(name), group);
  }

  // why_not: the error when the atom cannot be repeated, or null.
  Node parse_quantifier(Node atom, const char* why_not) {
    std::uint32_t min = 0;
    std::uint32_t max = Node::kUnbounded;
    const std::size_t begin = position_;
    if (eat(u'*')) {
    } else if (eat(u'+')) {
      min = 1;
    } else if (eat(u'?')) {
      max = 1;
    } else if (peek() == '{') {
      if (!parse_braces(min, max)) {
        if (unicode()) {
          throw PatternFault{why_not == kNothingToRepeat ? "Lone quantifier brackets"
                                                         : "Incomplete quantifier"};
        }
        position_ = begin;
        return atom;
      }
    } else {
      return atom;
    }
    if (why_not != nullptr) throw PatternFault{why_not};
    Node repeat = make_node(NodeKind::repeat);
    repeat.greedy = !eat(u'?');
    repeat.min = min;
    repeat.max = max;
    repeat.first_group = atom.first_group;
    repeat.end_group = atom.end_group;
    repeat.children.push_back(std::move(atom));
    return repeat;
  }

  // {n}, {n,} or {n,m}; false: not a quantifier, position anywhere.
  bool parse_braces(std::uint32_t& min, std::uint32_t& max) {
    ++position_;
    if (!is_digit(peek())) return false;
    min = max = parse_decimal();
    if (eat(u',')) max = is_digit(peek()) ? parse_decimal() : Node::kUnbounded;
    if (!eat(u'}')) return false;
    if (max < min) throw PatternFault{"numbers out of order in {} quantifier"};
    return true;
  }

  std::uint32_t parse_decimal() {
    std::uint64_t value = 0;
    while (is_digit(peek())) {
      value = std::min<std::uint64_t>(value * 10 + (source_[position_++] - u'0'), Node::kUnbounded);
    }
    return static_cast<std::uint32_t>(value);
  }

  Node parse_atom_escape(const char*& why_not) {
    if (at_end()) throw PatternFault{"\\ at end of pattern"};
    const char32_t letter = peek();
    if (letter == 'b' || letter == 'B') {
      ++position_;
      why_not = kNothingToRepeat;
      Node node = make_node(NodeKind::word_boundary);
      node.negated = letter == 'B';
      return node;
    }
    if (letter >= '1' && letter <= '9') {
      const std::size_t begin = position_;
      const std::uint32_t group = parse_decimal();
      if (group <= total_groups_) return make_back_reference(group);
      if (unicode()) throw PatternFault{"Invalid escape"};
      position_ = begin;
    }
    if (letter == 'k' && (unicode() || has_names_)) {
      ++position_;
      if (!eat(u'<')) throw PatternFault{"Invalid named reference"};
      Node node = make_back_reference(static_cast<std::uint32_t>(named_references_.size()));
      named_references_.push_back(parse_group_name("Invalid named reference"));
      node.negated = true;  // by name until resolved
      return node;
    }
    if (is_class_escape(letter)) {
      ++position_;
      Node node = make_node(NodeKind::set);
      node.set = class_escape(letter);
      return node;
    }
    return make_character(parse_character_escape(false));
  }

  static Node make_back_reference(std::uint32_t group) {
    Node node = make_node(NodeKind::back_reference);
    node.group = group;
    return node;
  }

  void resolve_named_references(Node& node) {
    if (node.kind == NodeKind::back_reference && node.negated) {
      const auto name = std::ranges::find(pattern_.names, named_references_[node.group],
                                          &std::pair<std::u16string, std::uint32_t>::first);
      if (name == pattern_.names.end()) throw PatternFault{"Invalid named capture referenced"};
      node.group = name->second;
      node.negated = false;
    }
    for (Node& child : node.children) resolve_named_references(child);
  }

  // CharacterEscape, after the backslash.
  char32_t parse_character_escape(bool in_class) {
    const char32_t letter = next();
    switch (letter) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return '\v';
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case 'c':
        return parse_control_escape(in_class);
      case 'x': {
        const std::optional<char32_t> value = parse_hex(2);
        if (value.has_value()) return *value;
        if (unicode()) throw PatternFault{"Invalid escape"};
        return 'x';
      }
      case 'u':
        return parse_unicode_escape();
      case 'p':
      case 'P':
        if (unicode()) throw PatternFault{"Unicode property escapes", true};
        return letter;
      default:
        break;
    }
    if (is_digit(letter)) return parse_octal_escape(letter);
    if (unicode() && std::u32string_view(U"^$\\.*+?()[]{}|/").find(letter) == std::u32string_view::npos &&
        !(in_class && letter == '-')) {
      throw PatternFault{"Invalid escape"};
    }
    return letter;
  }

  char32_t parse_control_escape(bool in_class) {
    const char32_t control = peek();
    if (is_ascii_letter(control) || (in_class && !unicode() && (is_digit(control) || control == '_'))) {
      ++position_;
      return control & 0x1F;
    }
    if (unicode()) throw PatternFault{"Invalid Unicode escape"};
    --position_;  // a backslash, then "c"
    return '\\';
  }

  char32_t parse_octal_escape(char32_t first) {
    if (unicode()) {
      if (first == '0' && !is_digit(peek())) return 0;
      throw PatternFault{"Invalid decimal escape"};
    }
    if (first >= '8') return first;
    char32_t value = first - '0';
    for (int more = first <= '3' ? 2 : 1; more > 0 && peek() >= '0' && peek() <= '7'; --more) {
      value = value * 8 + (source_[position_++] - u'0');
    }
    return value;
  }

  std::optional<char32_t> parse_hex(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const int digit = hex_value(peek(i));
      if (digit < 0) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    position_ += digits;
    return value;
  }

  char32_t parse_unicode_escape() {
    if (unicode() && eat(u'{')) {
      char32_t value = 0;
      if (peek() == '}') throw PatternFault{"Invalid Unicode escape"};
      for (; peek() != '}'; ++position_) {
        const int digit = hex_value(peek());
        if (digit < 0) throw PatternFault{"Invalid Unicode escape"};
        value = value * 16 + static_cast<char32_t>(digit);
        if (value > 0x10FFFF) throw PatternFault{"Invalid Unicode escape"};
      }
      ++position_;
      return value;
    }
    const std::optional<char32_t> value = parse_hex(4);
    if (!value.has_value()) {
      if (unicode()) throw PatternFault{"Invalid Unicode escape"};
      return 'u';
    }
    if (unicode() && is_high_surrogate(*value)) {
      const std::size_t begin = position_;
      if (eat(u"\\u")) {
        const std::optional<char32_t> low = parse_hex(4);
        if (low.has_value() && is_low_surrogate(*low)) {
          return support::join_surrogates(*value, *low);
        }
      }
      position_ = begin;
    }
    return *value;
  }

  // After "[".
  Node parse_class() {
    Node node = make_node(NodeKind::set);
    node.negated = eat(u'^');
    while (!at_end() && peek() != ']') {
      const ClassAtom first = parse_class_atom();
      if (peek() != '-' || peek(1) == ']' || position_ + 1 >= source_.size()) {
        node.set.add(first.set);
        continue;
      }
      ++position_;
      const ClassAtom last = parse_class_atom();
      add_range(node.set, first, last);
    }
    if (!eat(u']')) throw PatternFault{"Unterminated character class"};
    node.set.normalize();
    return node;
  }

  struct ClassAtom {
    CharacterSet set;
    std::optional<char32_t> character;  // when it is one character
  };

  void add_range(CharacterSet& set, const ClassAtom& first, const ClassAtom& last) const {
    if (!first.character.has_value() || !last.character.has_value()) {
      if (unicode()) throw PatternFault{"Invalid character class"};
      set.add(first.set);
      set.add(last.set);
      set.add('-', '-');
      return;
    }
    if (*first.character > *last.character) throw PatternFault{"Range out of order in character class"};
    set.add(*first.character, *last.character);
  }

  ClassAtom parse_class_atom() {
    ClassAtom atom;
    if (!eat(u'\\')) {
      atom.character = next();
    } else if (at_end()) {
      throw PatternFault{"\\ at end of pattern"};
    } else if (is_class_escape(peek())) {
      atom.set = class_escape(source_[position_++]);
      return atom;
    } else if (eat(u'b')) {
      atom.character = '\b';
    } else if (unicode() && eat(u'-')) {
      atom.character = '-';
    } else {
      atom.character = parse_character_escape(true);
    }
    atom.set.add(*atom.character, *atom.character);
    return atom;
  }

  std::u16string_view source_;
  std::size_t position_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t total_groups_ = 0;
  bool has_names_ = false;
  std::vector<std::u16string> named_references_;
  Pattern pattern_;
};

}  // namespace

std::optional<Flags> parse_flags(std::u16string_view text) {
  struct FlagRow {
    char16_t letter;
    bool Flags::*field;
  };
  static constexpr FlagRow kRows[] = {
      {u'd', &Flags::has_indices},  {u'g', &Flags::global},  {u'i', &Flags::ignore_case},
      {u'm', &Flags::multiline},    {u's', &Flags::dot_all}, {u'u', &Flags::unicode},
      {u'v', &Flags::unicode_sets}, {u'y', &Flags::sticky},
  };
  Flags flags;
  for (const char16_t letter : text) {
    const auto* row = std::ranges::find(kRows, letter, &FlagRow::letter);
    if (row == std::end(kRows) || flags.*(row->field)) return std::nullopt;
    flags.*(row->field) = true;
  }
  if (flags.unicode && flags.unicode_sets) return std::nullopt;
  return flags;
}

std::variant<Pattern, PatternFault> parse_pattern(std::u16string_view source, Flags flags) {
  try {
    return PatternParser(source, flags).parse();
  } catch (PatternFault& fault) {
    return std::move(fault);
  }
}

}  // namespace asyncq::program::regexp
