#pragma once
// Strings (UTF-16 code units, concatenations kept as ropes until they are read), symbols, property keys.

#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/heap.h"

namespace asyncq::engine {

class String final : public Cell {
 public:
  // ECMA-262 leaves the bound to the engine; V8's is 2^29 - 24 code units.
  static constexpr std::size_t kMaxLength = (1u << 29) - 24;

  explicit String(std::u16string text)
      : Cell(CellKind::string), length_(static_cast<std::uint32_t>(text.size())), text_(std::move(text)) {}
  String(String* left, String* right)
      : Cell(CellKind::string), length_(left->length_ + right->length_), left_(left), right_(right) {}

  [[nodiscard]] std::uint32_t length() const { return length_; }
  [[nodiscard]] std::u16string_view view() {
    if (left_ != nullptr) flatten();
    return text_;
  }
  [[nodiscard]] std::string utf8();  // lone surrogates become U+FFFD
  [[nodiscard]] bool is_atom() const { return atom_; }

  void trace(Marker& marker) override {
    marker.mark(left_);
    marker.mark(right_);
  }
  [[nodiscard]] std::size_t external_bytes() const override {
    return text_.capacity() > 7 ? text_.capacity() * sizeof(char16_t) : 0;
  }

 private:
  friend class StringTable;
  void flatten();

  std::uint32_t length_;
  bool atom_ = false;
  String* left_ = nullptr;  // a rope when set
  String* right_ = nullptr;
  std::u16string text_;
};

class Symbol : public Cell {
 public:
  explicit Symbol(Value description, bool is_private = false)
      : Cell(CellKind::symbol), description_(description), private_(is_private) {}
  [[nodiscard]] Value description() const { return description_; }  // a String or undefined
  [[nodiscard]] bool is_private() const { return private_; }        // a class's #name
  void trace(Marker& marker) override { marker.mark(description_); }
  bool describe(StateHash& hash) override;

 private:
  Value description_;
  bool private_;
};

// An interned string, a symbol, or an array index (0 to 2^32 - 2). Canonical: one key, one representation.
class PropertyKey {
 public:
  PropertyKey() = default;
  static PropertyKey from_atom(const String* atom) {
    return PropertyKey(reinterpret_cast<std::uint64_t>(atom));
  }
  static PropertyKey from_symbol(const Symbol* symbol) {
    return PropertyKey(reinterpret_cast<std::uint64_t>(symbol));
  }
  static PropertyKey from_index(std::uint32_t index) { return PropertyKey((std::uint64_t{index} << 1) | 1); }

  [[nodiscard]] bool is_index() const { return (bits_ & 1) != 0; }
  [[nodiscard]] std::uint32_t index() const { return static_cast<std::uint32_t>(bits_ >> 1); }
  [[nodiscard]] Cell* cell() const { return reinterpret_cast<Cell*>(bits_); }
  [[nodiscard]] bool is_symbol() const { return !is_index() && cell()->kind() == CellKind::symbol; }
  [[nodiscard]] bool is_private() const { return is_symbol() && symbol()->is_private(); }
  [[nodiscard]] bool is_string() const { return !is_index() && cell()->kind() == CellKind::string; }
  [[nodiscard]] Symbol* symbol() const { return static_cast<Symbol*>(cell()); }
  [[nodiscard]] String* string() const { return static_cast<String*>(cell()); }
  [[nodiscard]] std::uint64_t bits() const { return bits_; }
  bool operator==(const PropertyKey&) const = default;
  // The key as UTF-8 text; of a symbol, "Symbol(description)".
  [[nodiscard]] std::string utf8() const;

 private:
  explicit PropertyKey(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_ = 0;
};

struct PropertyKeyHash {
  std::size_t operator()(PropertyKey key) const {
    return std::hash<std::uint64_t>()(key.bits() * 0x9E3779B97F4A7C15ull >> 7);
  }
};

// The interned strings. Atoms that nothing else refers to die with a collection.
class StringTable {
 public:
  explicit StringTable(Heap& heap);
  String* intern(std::u16string_view text);
  String* intern(std::string_view utf8);
  String* intern(String* string);
  // The key that a property name stands for: an index for "0", "17", …; an atom otherwise.
  PropertyKey key(std::u16string_view text);
  PropertyKey key(std::string_view utf8);
  PropertyKey key(String* string);

 private:
  Heap& heap_;
  std::unordered_map<std::u16string_view, String*> atoms_;
};

inline String* Value::as_string() const {
  return static_cast<String*>(as_cell());
}
inline Symbol* Value::as_symbol() const {
  return static_cast<Symbol*>(as_cell());
}

}  // namespace asyncq::engine

template <>
struct std::hash<asyncq::engine::PropertyKey> : asyncq::engine::PropertyKeyHash {};
