#include "engine/string.h"

#include "support/text.h"

namespace asyncq::engine {

namespace {

// The array index that a text spells canonically [6.1.7], or nothing.
bool parse_index(std::u16string_view text, std::uint32_t& index) {
  constexpr std::size_t kMostDigits = 10;
  if (text.empty() || text.size() > kMostDigits) return false;
  if (text[0] == u'0') {
    index = 0;
    return text.size() == 1;
  }
  std::uint64_t value = 0;
  for (const char16_t unit : text) {
    if (unit < u'0' || unit > u'9') return false;
    value = value * 10 + (unit - u'0');
  }
  if (value >= 0xFFFFFFFFull) return false;
  index = static_cast<std::uint32_t>(value);
  return true;
}

}  // namespace

std::string String::utf8() {
  return support::utf8_from_utf16(view());
}

void String::flatten() {
  std::u16string text;
  text.resize(length_);
  // Right to left with a stack of our own: ropes grow to the left and may be deep.
  std::vector<String*> pending{this};
  std::size_t end = length_;
  while (!pending.empty()) {
    String* part = pending.back();
    pending.pop_back();
    if (part->left_ != nullptr) {
      pending.push_back(part->left_);
      pending.push_back(part->right_);
    } else {
      end -= part->text_.size();
      part->text_.copy(text.data() + end, part->text_.size());
    }
  }
  Heap::note_external(this, text.size() * sizeof(char16_t));
  text_ = std::move(text);
  left_ = nullptr;
  right_ = nullptr;
}

std::string PropertyKey::utf8() const {
  if (is_index()) return std::to_string(index());
  if (is_string()) return string()->utf8();
  const Value description = symbol()->description();
  if (symbol()->is_private()) return description.as_string()->utf8();
  return "Symbol(" + (description.is_undefined() ? std::string{} : description.as_string()->utf8()) + ")";
}

StringTable::StringTable(Heap& heap) : heap_(heap) {
  constexpr std::size_t kAtomsOfRealm = 1500;
  atoms_.reserve(kAtomsOfRealm);
  heap_.on_dead_string = [this](Cell& cell) {
    auto& string = static_cast<String&>(cell);
    if (string.atom_) atoms_.erase(string.text_);
  };
}

String* StringTable::intern(std::u16string_view text) {
  if (const auto found = atoms_.find(text); found != atoms_.end()) return found->second;
  String* atom = heap_.make<String>(std::u16string(text));
  atom->atom_ = true;
  atoms_.emplace(atom->view(), atom);
  return atom;
}

String* StringTable::intern(std::string_view utf8) {
  return intern(support::utf16_from_wtf8(utf8));
}

String* StringTable::intern(String* string) {
  if (string->is_atom()) return string;
  const std::u16string_view text = string->view();
  if (const auto found = atoms_.find(text); found != atoms_.end()) return found->second;
  string->atom_ = true;  // this very string becomes the atom
  atoms_.emplace(text, string);
  return string;
}

PropertyKey StringTable::key(std::u16string_view text) {
  std::uint32_t index = 0;
  if (parse_index(text, index)) return PropertyKey::from_index(index);
  return PropertyKey::from_atom(intern(text));
}

PropertyKey StringTable::key(std::string_view utf8) {
  return key(std::u16string_view(support::utf16_from_wtf8(utf8)));
}

PropertyKey StringTable::key(String* string) {
  std::uint32_t index = 0;
  if (parse_index(string->view(), index)) return PropertyKey::from_index(index);
  return PropertyKey::from_atom(intern(string));
}

}  // namespace asyncq::engine
