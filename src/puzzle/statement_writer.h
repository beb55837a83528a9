#pragma once
// Statements of the syntax tree as statements of the YAML notation: the inverse of the table in
// statements.cpp.

#include <optional>
#include <string_view>

#include "puzzle/yaml_output.h"
#include "syntax/ast.h"

namespace asyncq::puzzle {

class StatementWriter {
 public:
  // io_functions: the program declares simulateIo as the loader does, so that calls of it are `io`.
  explicit StatementWriter(bool io_functions) : io_functions_(io_functions) {}

  // A list of statements; what has no statement of its own becomes `js`.
  [[nodiscard]] YamlOutput body(const syntax::StatementList& statements) const;
  [[nodiscard]] YamlOutput block(const syntax::StatementList& statements) const;
  // Nothing: only `js` can say it.
  [[nodiscard]] std::optional<YamlOutput> statement(const syntax::Statement& statement) const;

 private:
  using Maybe = std::optional<YamlOutput>;

  // Where the loader takes an expression.
  [[nodiscard]] YamlOutput expression(const syntax::Expression& expression) const;
  // A statement that has this value; nothing: JavaScript says it best.
  [[nodiscard]] Maybe value(const syntax::Expression& expression) const;
  // Where the loader takes a callback; {as, async, do} or a list or JavaScript.
  [[nodiscard]] YamlOutput callback(const syntax::Expression& function) const;
  // Adds as, async and do to a mapping; false: the function can only be written as JavaScript.
  bool add_callback(YamlOutput& mapping, const syntax::Expression& function,
                    bool default_parameters = false) const;
  [[nodiscard]] Maybe callback_body(const syntax::Function& function) const;
  [[nodiscard]] std::optional<YamlOutput> arguments(const std::vector<syntax::Element>& elements,
                                                    std::size_t from) const;
  [[nodiscard]] Maybe output(const syntax::Expression& expression) const;
  [[nodiscard]] Maybe call_value(const syntax::Call& call) const;
  [[nodiscard]] Maybe timer(const std::string& name, const syntax::Call& call) const;
  [[nodiscard]] Maybe soon(const std::string& name, const syntax::Call& call) const;
  [[nodiscard]] bool is_io_name(std::string_view name) const;
  [[nodiscard]] bool is_io(const syntax::Expression& expression) const;
  [[nodiscard]] Maybe io(const std::string& name, const syntax::Call& call) const;
  [[nodiscard]] Maybe chain(const syntax::Call& call) const;
  [[nodiscard]] Maybe array_method(const syntax::Member& method, const syntax::Call& call) const;
  [[nodiscard]] Maybe plain_call(const syntax::Expression& expression) const;

  [[nodiscard]] Maybe expression_statement(const syntax::Expression& expression) const;
  [[nodiscard]] Maybe declaration(const syntax::VariableDeclaration& declaration) const;
  [[nodiscard]] Maybe function(const syntax::Function& function) const;
  [[nodiscard]] Maybe if_statement(const syntax::If& statement) const;
  [[nodiscard]] Maybe loop(const syntax::Statement& statement, const std::string& label) const;
  [[nodiscard]] Maybe try_statement(const syntax::Try& statement) const;

  bool io_functions_;
};

}  // namespace asyncq::puzzle
