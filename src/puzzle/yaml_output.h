#pragma once
// YAML text: a small tree, and the one place that knows when a scalar needs quotes.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asyncq::puzzle {

// One node of the YAML text to write.
class YamlOutput {
 public:
  // A value whose type matters: text stays text ('1', 'true' and 'null' get quotes).
  [[nodiscard]] static YamlOutput text(std::string value);
  // A value that is read as it is written, whatever its type: JavaScript, a number, a printed line.
  [[nodiscard]] static YamlOutput raw(std::string value);
  // A key without a value.
  [[nodiscard]] static YamlOutput nothing();
  [[nodiscard]] static YamlOutput list(std::vector<YamlOutput> items = {});
  [[nodiscard]] static YamlOutput mapping();

  YamlOutput& add(YamlOutput item);                    // to a list
  YamlOutput& set(std::string key, YamlOutput value);  // to a mapping: the next entry
  YamlOutput& on_lines();  // of a list: each item begins a line, however short it is
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool empty() const { return items_.empty() && entries_.empty(); }

  // The whole file's text: the mapping at the top in lines, what is in it on one line where that is short.
  [[nodiscard]] std::string file() const;

 private:
  enum class Kind { text, raw, nothing, list, mapping };

  [[nodiscard]] std::string on_one_line(bool inside_brackets) const;  // empty: cannot be written so
  [[nodiscard]] std::string scalar(bool inside_brackets) const;
  [[nodiscard]] bool is_block_text() const;
  // The node behind "key:" or "-": from the end of that line on.
  void write_behind(std::string& out, std::size_t indent, bool at_dash) const;
  void write_entries(std::string& out, std::size_t indent, bool first_line_open) const;
  void write_items(std::string& out, std::size_t indent, bool first_line_open) const;
  void write_block_text(std::string& out, std::size_t indent) const;

  Kind kind_ = Kind::nothing;
  bool on_lines_ = false;
  std::string value_;
  std::vector<YamlOutput> items_;
  std::vector<std::pair<std::string, YamlOutput>> entries_;
};

}  // namespace asyncq::puzzle
