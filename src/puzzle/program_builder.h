#pragma once
// From YAML nodes to the syntax tree: what all statements share. Each statement's own meaning is in the
// statement_*.cpp files, behind the table of statements.h.

#include <optional>
#include <string_view>
#include <vector>

#include "puzzle/reader.h"
#include "puzzle/statements.h"
#include "syntax/ast.h"
#include "syntax/parser.h"
#include "syntax/simulated_io.h"

namespace asyncq::puzzle {

// What surrounds a statement: where `return`, `await` and `yield` are allowed.
struct Scope {
  bool in_function = false;
  bool in_async = false;
  bool in_generator = false;
  const Node* function = nullptr;  // the mapping or list that the innermost function is written as
};

class ProgramBuilder {
 public:
  ProgramBuilder(Reader& reader, syntax::SourceKind kind) : reader_(reader), kind_(kind) {}

  [[nodiscard]] syntax::Program program(const Node& statements);

  // --- what the rows of the table are built from --------------------------------------------------------

  [[nodiscard]] Reader& reader() { return reader_; }
  [[nodiscard]] syntax::SourceKind kind() const { return kind_; }
  void error(const Node& at, std::string message, std::string hint = {}) {
    reader_.error(at, std::move(message), std::move(hint));
  }
  // As Reader::check_keys, for the options of a statement.
  void check_options(const Node& mapping, std::span<const std::string_view> allowed, std::string_view what);
  // How a scalar's text is to be parsed at this place.
  [[nodiscard]] syntax::ParseOptions parse_options(const Node& scalar, const Scope& scope) const;
  // Keeps the parser's problems; a result without problems is handed on.
  template <typename T>
  std::optional<T> accept(support::Result<T> result) {
    if (!result) {
      reader_.add(result.errors());
      return std::nullopt;
    }
    return std::move(result).value();
  }

  // A list of statements: the body of a function, loop, branch. `what` names it in messages.
  syntax::StatementList body(const Node& list, const Scope& scope, std::string_view what);
  // A statement list under a required option; reports its absence.
  syntax::StatementList required_body(const StatementNode& node, std::string_view option, const Scope& scope);

  // A scalar that is JavaScript.
  std::optional<syntax::Expression> javascript(const Node& node, const Scope& scope, std::string_view what);
  // Whatever has a value: JavaScript, a statement that has a value, or a function's body.
  std::optional<syntax::Expression> expression(const Node& node, const Scope& scope, std::string_view what);
  // A function for JavaScript to call: a list of statements, {as, async, do}, or JavaScript that names one.
  std::optional<syntax::Expression> callback(const Node& node, const Scope& scope, std::string_view what);
  // {as, async, do} with other keys of the statement beside them.
  std::optional<syntax::Expression> callback_of_options(const Node& mapping, const Scope& scope,
                                                        std::string_view what);
  // A list of expressions; "...list" spreads.
  std::vector<syntax::Element> arguments(const Node& list, const Scope& scope, std::string_view what);
  std::optional<syntax::Pattern> binding(const Node& name, const Scope& scope, std::string_view what);
  // A plain name: of a function, a promise, a label.
  std::optional<std::string> name(const Node& node, std::string_view what);
  void parameters(const Node& as, const Scope& scope, syntax::Function& function);
  // The function that a mapping's `as`, `async`, `generator` and `do` describe.
  syntax::Function function(const Node& mapping, const Node* list, syntax::FunctionKind kind,
                            std::string_view what);

  // The program needs the function that simulates an operation of that kind; its name.
  std::string_view use_io(syntax::IoForm form, const Node& at);

 private:
  void statement(const Node& node, const Scope& scope, syntax::StatementList& out);
  std::optional<StatementNode> take_apart(const Node& mapping);
  void build(const StatementNode& node, const Scope& scope, syntax::StatementList& out);
  void bare_statement(const Node& word, const Scope& scope, syntax::StatementList& out);
  void unknown_statement(const Node& mapping);
  void add_io_functions(syntax::Program& program);

  Reader& reader_;
  syntax::SourceKind kind_;
  const Node* io_callback_ = nullptr;  // the first use of each form
  const Node* io_promise_ = nullptr;
};

}  // namespace asyncq::puzzle
