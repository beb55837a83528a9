#pragma once
// The printer itself: makes Pieces of nodes. Private to the printer's .cpp files (print_core,
// print_expressions, print_chains, print_functions, print_statements).

#include <string_view>
#include <utility>
#include <vector>

#include "syntax/ast.h"
#include "syntax/layout.h"
#include "syntax/operators.h"
#include "syntax/shape.h"

namespace asyncq::syntax {

class Printer {
 public:
  std::string print(const Program& program);
  std::string print(const Statement& statement);
  std::string print(const Expression& expression);
  std::string print(const Pattern& pattern);

 private:
  // What bracketed lists look like.
  struct ListStyle {
    std::string_view open, close;
    bool spaced = false;         // { a } and not {a}
    bool trailing_comma = true;  // where it is broken
  };
  // An argument, and the same with its own lines broken, for the last one to keep its brackets on the line of
  // the call.
  struct Argument {
    Piece plain;
    Piece broken;
    bool hugs = false;
  };
  struct Chain {
    const Expression* base = nullptr;
    std::vector<const Expression*> links;  // from the base outwards
  };

  // --- basics ------------------------------------------------------------------------------------------
  Piece text(std::string_view text) { return layout_.text(text); }
  Piece all(std::initializer_list<Piece> pieces) { return layout_.sequence(pieces); }
  Piece join(const std::vector<Piece>& pieces, Piece separator);
  Piece list(const std::vector<Piece>& items, ListStyle style);
  Piece parenthesized(Piece piece) { return all({text("("), piece, text(")")}); }
  // Parentheses only if the content does not fit on the line: return (…)
  Piece parenthesized_if_broken(Piece piece);
  Piece beginning(BeginningOf place, const Expression& expression, Precedence minimum);

  // --- expressions -------------------------------------------------------------------------------------
  // minimum: with parentheses if the expression binds looser.
  Piece expression(const Expression& expression, Precedence minimum);
  [[nodiscard]] bool needs_parentheses(const Expression& expression, Precedence minimum) const;
  Piece bare(const Expression& expression);
  Piece operands(const Expression& expression);
  Piece operand(const Expression& operand, const BinaryRow& parent, bool is_right);
  Piece unary(const Unary& node);
  Piece update(const Update& node);
  Piece assignment(const Assignment& node);
  Piece assigned(Piece target, std::string_view op, const Expression& value);
  Piece conditional(const Conditional& node);
  Piece sequence(const Sequence& node);
  Piece yield(const Yield& node);
  Piece template_literal(const TemplateLiteral& node);
  Piece tagged_template(const Call& node);
  Piece array(const ArrayLiteral& node);
  Piece object(const ObjectLiteral& node);
  Piece property(const Property& node);
  Piece property_name(const PropertyName& name, bool in_class);
  Piece element(const Element& element);

  // --- calls and members -------------------------------------------------------------------------------
  Piece construction(const New& node);
  Piece chain(const Expression& outermost);
  Piece chain_base(const Chain& chain);
  Piece link(const Expression& link);
  Piece wrapped_chain(const Chain& chain, const std::vector<Piece>& pieces, Piece base, Piece one_line,
                      std::size_t calls);
  Piece arguments(const std::vector<Element>& arguments);
  Argument argument(const Element& element);

  // --- patterns, functions, classes ----------------------------------------------------------------------
  Piece pattern(const Pattern& pattern);
  Piece object_pattern(const ObjectPattern& node);
  Piece array_pattern(const ArrayPattern& node);
  Piece with_initializer(Piece target, const std::optional<Box<Expression>>& initializer);
  Piece function(const Function& function);
  Piece method(const Function& function, std::string_view modifier, Piece name);
  Piece arrow_head(const Function& function);
  Piece arrow(const Function& function);
  [[nodiscard]] static const Expression& arrow_value(const Function& function);
  [[nodiscard]] static bool stays_with_arrow(const Expression& value);
  Piece arrow_value_piece(const Function& function);
  Piece parameters(const Function& function);
  Piece class_definition(const Class& definition);
  Piece class_element(const ClassElement& element);

  // --- statements ----------------------------------------------------------------------------------------
  Piece statement(const Statement& statement);
  Piece node(const Empty& node);
  Piece node(const VariableDeclaration& node);
  Piece node(const FunctionDeclaration& node);
  Piece node(const ClassDeclaration& node);
  Piece node(const ExpressionStatement& node);
  Piece node(const Block& node);
  Piece node(const If& node);
  Piece node(const For& node);
  Piece node(const ForEach& node);
  Piece node(const While& node);
  Piece node(const DoWhile& node);
  Piece node(const Switch& node);
  Piece node(const Return& node);
  Piece node(const Break& node);
  Piece node(const Continue& node);
  Piece node(const Throw& node);
  Piece node(const Try& node);
  Piece node(const Labeled& node);
  Piece node(const Import& node);
  Piece node(const Export& node);
  Piece declaration(const VariableDeclaration& node, bool in_for_head);
  Piece for_part(const For& node);
  Piece for_target(const ForEach& node);
  Piece condition(const Expression& expression);
  Piece body(const Statement& statement);  // of a loop or branch, with the space or line before it
  Piece block(const StatementList& statements, bool of_function);
  Piece statements(const StatementList& statements, bool top_level, bool may_have_directives);
  Piece clause(const SwitchCase& clause);
  Piece jump_value(std::string_view keyword, const Expression& value);

  static constexpr std::size_t kWidth = 80;

  Layout layout_{kWidth};
  const Expression* misread_ = nullptr;  // would be misread where it stands without parentheses
  bool no_in_ = false;                   // in the head of a for, before its ';'
  bool maybe_directive_ = true;          // a string alone would be taken for a directive here
};

}  // namespace asyncq::syntax
