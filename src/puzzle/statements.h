#pragma once
// The statements of the YAML notation: one table, a row a statement. A new statement is a row there, a
// section in puzzles/README.md and an entry in puzzles/puzzle.schema.json.

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "puzzle/yaml_node.h"
#include "syntax/ast.h"

namespace asyncq::puzzle {

class ProgramBuilder;
struct Scope;
struct StatementRow;

// A statement's mapping, taken apart: `key: value` with options beside it.
struct StatementNode {
  const StatementRow& row;
  const Node& mapping;
  const Node& key;
  const Node& value;

  [[nodiscard]] const Node* option(std::string_view name) const { return mapping.find(name); }
  [[nodiscard]] support::SourcePosition at() const { return key.range.begin; }
  [[nodiscard]] support::SourcePosition end() const { return mapping.range.end; }
};

// Appends what the statement means. A statement that has faults appends nothing or what can be said of it.
using BuildStatement = void (*)(ProgramBuilder&, const StatementNode&, const Scope&, syntax::StatementList&);
// The statement's value, for rows that can also stand where JavaScript has an expression.
using BuildValue = std::optional<syntax::Expression> (*)(ProgramBuilder&, const StatementNode&, const Scope&);

// Whether `as` may stand beside the statement. Beside a `do` it names the parameters of that body, else it
// names the statement's result.
enum class As { no, yes };
// Whether the statement may be written as its key alone ("- break").
enum class Bare { no, yes };

struct StatementRow {
  std::string_view key;
  std::string_view example;                 // for messages, and a test reads it
  std::array<std::string_view, 4> options;  // keys that may stand beside it, `as` apart; "": none
  BuildStatement statement = nullptr;       // null: the value as an expression statement, or bound by `as`
  BuildValue value = nullptr;               // null: has no value
  As as = As::no;
  Bare bare = Bare::no;
};

[[nodiscard]] std::span<const StatementRow> statement_rows();
[[nodiscard]] const StatementRow* find_statement(std::string_view key);

}  // namespace asyncq::puzzle
