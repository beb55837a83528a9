#pragma once
// The small JavaScript as a tree. Both notations (YAML statements and JavaScript text) produce it, the
// printer writes it, the compiler lowers it. Nodes are values: they copy deeply and compare by what they
// say, never by where they stand (Place compares equal to every Place).
//
// Text in nodes is WTF-8 (support/text.h). Names follow the ESTree vocabulary, ECMA-262 clauses in brackets.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "support/box.h"
#include "support/source.h"

namespace asyncq::syntax {

using support::Box;

// Where a node begins, for messages and stack frames. No part of a node's identity.
struct Place : support::SourcePosition {
  Place() = default;
  Place(support::SourcePosition position)
      : SourcePosition(position) {}  // NOLINT(google-explicit-constructor)
  bool operator==(const Place&) const { return true; }
};

struct Expression;
struct Statement;
struct Pattern;
struct Function;
struct Class;
using StatementList = std::vector<Statement>;

enum class UnaryOperator { minus, plus, logical_not, bitwise_not, type_of, void_of, delete_of };
enum class UpdateOperator { increment, decrement };
enum class BinaryOperator {
  add,
  subtract,
  multiply,
  divide,
  remainder,
  exponent,
  equal,
  not_equal,
  strict_equal,
  strict_not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  shift_left,
  shift_right,
  shift_right_unsigned,
  instance_of,
  in,
};
enum class LogicalOperator { logical_and, logical_or, coalesce };
// assign is '='; the others are 'op='.
enum class AssignmentOperator {
  assign,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  exponent,
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  shift_left,
  shift_right,
  shift_right_unsigned,
  logical_and,
  logical_or,
  coalesce,
};

// --- expressions [13] --------------------------------------------------------------------------------

struct NumberLiteral {
  double value = 0;  // not negative (a sign is a Unary) and not NaN; Infinity is 1e400
  bool operator==(const NumberLiteral&) const = default;
};
struct BigIntLiteral {
  std::string digits;  // decimal, or 0x…, 0o…, 0b… in lower case; no separators, no n
  bool operator==(const BigIntLiteral&) const = default;
};
struct StringLiteral {
  std::string value;
  bool operator==(const StringLiteral&) const = default;
};
struct BooleanLiteral {
  bool value = false;
  bool operator==(const BooleanLiteral&) const = default;
};
struct NullLiteral {
  bool operator==(const NullLiteral&) const = default;
};
struct RegExpLiteral {
  std::string pattern;
  std::string flags;
  bool operator==(const RegExpLiteral&) const = default;
};
// A reference by name; undefined, NaN and Infinity are identifiers too.
struct Identifier {
  std::string name;
  bool operator==(const Identifier&) const = default;
};
// strings.size() == expressions.size() + 1; strings are cooked.
struct TemplateLiteral {
  std::vector<std::string> strings;
  std::vector<Expression> expressions;
  bool operator==(const TemplateLiteral&) const;
};
struct ArrayHole {
  bool operator==(const ArrayHole&) const = default;
};
struct Spread {
  Box<Expression> argument;
  bool operator==(const Spread&) const = default;
};
// An element of an array literal or an argument of a call (a hole only in arrays).
using Element = std::variant<Box<Expression>, Spread, ArrayHole>;
struct ArrayLiteral {
  std::vector<Element> elements;
  bool operator==(const ArrayLiteral&) const = default;
};
// The key of a property, method or pattern: an identifier-like or string name ("then", "a-b", "1"), a
// private name ("#x", classes only), or a computed expression.
struct PropertyName {
  std::variant<std::string, Box<Expression>> name;
  Place at;
  [[nodiscard]] bool computed() const { return name.index() == 1; }
  bool operator==(const PropertyName&) const = default;
};
enum class PropertyKind { value, shorthand, method, getter, setter, spread };
struct Property {
  PropertyKind kind = PropertyKind::value;
  PropertyName key;       // not for spread
  Box<Expression> value;  // value: the value; method/getter/setter: a FunctionExpression; spread: the
                          // operand; shorthand: the Identifier
  bool operator==(const Property&) const = default;
};
struct ObjectLiteral {
  std::vector<Property> properties;
  bool operator==(const ObjectLiteral&) const = default;
};
struct FunctionExpression {  // also arrows; see Function
  Box<Function> function;
  bool operator==(const FunctionExpression&) const = default;
};
struct ClassExpression {
  Box<Class> definition;
  bool operator==(const ClassExpression&) const = default;
};
struct Unary {
  UnaryOperator op = UnaryOperator::minus;
  Box<Expression> operand;
  bool operator==(const Unary&) const = default;
};
struct Update {
  UpdateOperator op = UpdateOperator::increment;
  bool prefix = false;
  Box<Expression> target;  // Identifier, Member or Index
  bool operator==(const Update&) const = default;
};
struct Binary {
  BinaryOperator op = BinaryOperator::add;
  Box<Expression> left;  // for `#x in o`, an Identifier named "#x"
  Box<Expression> right;
  bool operator==(const Binary&) const = default;
};
struct Logical {
  LogicalOperator op = LogicalOperator::logical_and;
  Box<Expression> left;
  Box<Expression> right;
  bool operator==(const Logical&) const = default;
};
struct Assignment {
  AssignmentOperator op = AssignmentOperator::assign;
  Box<Pattern> target;  // a binding pattern only with op assign
  Box<Expression> value;
  bool operator==(const Assignment&) const = default;
};
struct Conditional {
  Box<Expression> test;
  Box<Expression> consequent;
  Box<Expression> alternate;
  bool operator==(const Conditional&) const = default;
};
struct Sequence {  // a, b: at least two
  std::vector<Expression> expressions;
  bool operator==(const Sequence&) const;
};
struct Await {
  Box<Expression> operand;
  bool operator==(const Await&) const = default;
};
struct Yield {
  bool delegate = false;  // yield*
  std::optional<Box<Expression>> operand;
  bool operator==(const Yield&) const = default;
};
// object.name, object?.name, object.#name (name "#name")
struct Member {
  Box<Expression> object;
  std::string name;
  bool optional = false;
  Place name_at;
  bool operator==(const Member&) const = default;
};
// object[index], object?.[index]
struct Index {
  Box<Expression> object;
  Box<Expression> index;
  bool optional = false;
  bool operator==(const Index&) const = default;
};
// callee(arguments), callee?.(arguments)
// A part of a tagged template: what it means and how it is written.
struct TemplatePart {
  std::optional<std::string> cooked;  // nothing: an escape in it is none of a string's
  std::string raw;
  bool operator==(const TemplatePart&) const = default;
};
struct Call {
  Box<Expression> callee;  // Super for super(...)
  std::vector<Element> arguments;
  bool optional = false;
  // Of a tagged template: one more than arguments, which are its substitutions; else empty. [13.3.11]
  std::vector<TemplatePart> template_parts;
  bool operator==(const Call&) const = default;
};
// The whole of a chain that has a ?. in it: where a short circuit ends. [13.3.9]
struct OptionalChain {
  Box<Expression> expression;
  bool operator==(const OptionalChain&) const = default;
};
struct New {
  Box<Expression> callee;
  std::vector<Element> arguments;
  bool operator==(const New&) const = default;
};
struct This {
  bool operator==(const This&) const = default;
};
struct Super {  // only as Member::object, Index::object or Call::callee
  bool operator==(const Super&) const = default;
};
struct NewTarget {
  bool operator==(const NewTarget&) const = default;
};
struct ImportMeta {
  bool operator==(const ImportMeta&) const = default;
};
struct ImportCall {
  Box<Expression> specifier;
  bool operator==(const ImportCall&) const = default;
};

struct Expression {
  using Node = std::variant<NullLiteral, NumberLiteral, BigIntLiteral, StringLiteral, BooleanLiteral,
                            RegExpLiteral, Identifier, TemplateLiteral, ArrayLiteral, ObjectLiteral,
                            FunctionExpression, ClassExpression, Unary, Update, Binary, Logical, Assignment,
                            Conditional, Sequence, Await, Yield, Member, Index, Call, OptionalChain, New,
                            This, Super, NewTarget, ImportMeta, ImportCall>;
  Node node;
  Place at;  // the expression's first token; for an operator between operands, see at_operator
  // Binary, Logical, Assignment, a postfix Update: the operator; Call: the '(', or its template; Index: the
  // '['; Member behind a call or a '?.': the '.' or '?.'; else unknown.
  Place at_operator;
  bool operator==(const Expression&) const = default;
};

// --- patterns [14.3.3, 13.15.5] ----------------------------------------------------------------------

struct PatternProperty {
  PropertyName key;
  Box<Pattern> target;
  std::optional<Box<Expression>> initializer;
  bool shorthand = false;  // {a} or {a = 1}
  bool operator==(const PatternProperty&) const = default;
};
struct ObjectPattern {
  std::vector<PatternProperty> properties;
  std::optional<Box<Pattern>> rest;
  bool operator==(const ObjectPattern&) const = default;
};
struct PatternElement {
  Box<Pattern> target;
  std::optional<Box<Expression>> initializer;
  bool operator==(const PatternElement&) const = default;
};
struct ArrayPattern {
  std::vector<std::optional<PatternElement>> elements;  // nothing: a hole
  std::optional<Box<Pattern>> rest;
  bool operator==(const ArrayPattern&) const = default;
};
// What can be bound or assigned to: a name, a property (assignment only), or a structure.
struct Pattern {
  std::variant<Identifier, Box<Expression>, ObjectPattern, ArrayPattern> node;  // Box: Member or Index
  Place at;
  bool operator==(const Pattern&) const = default;
};

// --- functions and classes [15] ----------------------------------------------------------------------

struct Parameter {
  Pattern target;
  std::optional<Box<Expression>> initializer;
  bool operator==(const Parameter&) const = default;
};
enum class FunctionKind { normal, arrow, method };  // method: also getters, setters, constructors
struct Function {
  std::string name;  // empty: anonymous (then named by its context when run [8.4])
  FunctionKind kind = FunctionKind::normal;
  bool is_async = false;
  bool is_generator = false;
  bool expression_body = false;  // arrows: body is one Return statement
  std::vector<Parameter> parameters;
  std::optional<Pattern> rest;
  StatementList body;
  Place at;
  Place parameters_at;  // their '('; unknown: an arrow's
  Place end;            // just past the last token
  bool operator==(const Function&) const;
};

enum class ClassElementKind { constructor, method, getter, setter, field, static_block };
struct ClassElement {
  ClassElementKind kind = ClassElementKind::method;
  bool is_static = false;
  PropertyName key;                      // not for constructor and static_block
  std::optional<Box<Expression>> value;  // FunctionExpression, except: field: the initializer or nothing
  StatementList static_block;
  Place at;
  bool operator==(const ClassElement&) const;
};
struct Class {
  std::string name;  // empty: anonymous
  std::optional<Box<Expression>> heritage;
  std::vector<ClassElement> elements;
  Place at;
  Place end;
  bool operator==(const Class&) const = default;
};

// --- statements [14] ---------------------------------------------------------------------------------

enum class DeclarationKind { const_, let, var };
struct Declarator {
  Pattern target;
  std::optional<Expression> initializer;
  bool operator==(const Declarator&) const = default;
};
struct VariableDeclaration {
  DeclarationKind kind = DeclarationKind::const_;
  std::vector<Declarator> declarators;
  bool operator==(const VariableDeclaration&) const = default;
};
struct FunctionDeclaration {
  Function function;
  bool operator==(const FunctionDeclaration&) const = default;
};
struct ClassDeclaration {
  Class definition;
  bool operator==(const ClassDeclaration&) const = default;
};
struct ExpressionStatement {
  Expression expression;
  bool directive = false;  // a string at the beginning of a program or function body: 'use strict' [11.2.1]
  bool operator==(const ExpressionStatement&) const = default;
};
struct Block {
  StatementList body;
  bool operator==(const Block&) const;
};
struct Empty {
  bool operator==(const Empty&) const = default;
};
struct If {
  Expression test;
  Box<Statement> consequent;
  std::optional<Box<Statement>> alternate;
  bool operator==(const If&) const = default;
};
struct For {
  std::variant<std::monostate, VariableDeclaration, Expression> init;
  std::optional<Expression> test;
  std::optional<Expression> update;
  Box<Statement> body;
  bool operator==(const For&) const = default;
};
enum class ForEachKind { in, of, await_of };
struct ForEach {
  ForEachKind kind = ForEachKind::of;
  std::optional<DeclarationKind> declaration;  // nothing: target is assigned to
  Pattern target;
  Expression iterated;
  Box<Statement> body;
  bool operator==(const ForEach&) const = default;
};
struct While {
  Expression test;
  Box<Statement> body;
  bool operator==(const While&) const = default;
};
struct DoWhile {
  Box<Statement> body;
  Expression test;
  bool operator==(const DoWhile&) const = default;
};
struct SwitchCase {
  std::optional<Expression> test;  // nothing: default
  StatementList body;
  bool operator==(const SwitchCase&) const;
};
struct Switch {
  Expression discriminant;
  std::vector<SwitchCase> cases;
  bool operator==(const Switch&) const = default;
};
struct Return {
  std::optional<Expression> argument;
  bool operator==(const Return&) const = default;
};
struct Break {
  std::string label;  // empty: the nearest loop or switch
  bool operator==(const Break&) const = default;
};
struct Continue {
  std::string label;
  bool operator==(const Continue&) const = default;
};
struct Throw {
  Expression argument;
  bool operator==(const Throw&) const = default;
};
struct CatchClause {
  std::optional<Pattern> parameter;
  StatementList body;
  bool operator==(const CatchClause&) const;
};
struct Try {
  StatementList block;
  std::optional<CatchClause> handler;
  std::optional<StatementList> finalizer;
  bool operator==(const Try&) const;
};
struct Labeled {
  std::string label;
  Box<Statement> body;
  bool operator==(const Labeled&) const = default;
};
// import … from "specifier" [16.2.2]
struct ImportSpecifier {
  std::string imported;  // "default" and "*" (the namespace) included
  std::string local;
  bool operator==(const ImportSpecifier&) const = default;
};
struct Import {
  std::vector<ImportSpecifier> specifiers;
  std::string specifier;
  bool operator==(const Import&) const = default;
};
// export const/let/function/class …, export default expression, export {a as b} [16.2.3]
struct ExportSpecifier {
  std::string local;
  std::string exported;
  bool operator==(const ExportSpecifier&) const = default;
};
struct Export {
  std::variant<Box<Statement>, Box<Expression>, std::vector<ExportSpecifier>>
      exported;             // Expression: default
  bool is_default = false;  // with a Statement: export default function/class
  bool operator==(const Export&) const = default;
};

struct Statement {
  using Node = std::variant<Empty, VariableDeclaration, FunctionDeclaration, ClassDeclaration,
                            ExpressionStatement, Block, If, For, ForEach, While, DoWhile, Switch, Return,
                            Break, Continue, Throw, Try, Labeled, Import, Export>;
  Node node;
  Place at;
  Place end;
  bool operator==(const Statement&) const = default;
};

enum class SourceKind { script, module };  // script: a CommonJS main file or a classic script

struct Program {
  SourceKind kind = SourceKind::script;
  StatementList body;
  // The classic scripts of a page behind the first, each a program of its own in the global scope of all.
  std::vector<StatementList> later_scripts;
  bool operator==(const Program&) const = default;
};

inline bool TemplateLiteral::operator==(const TemplateLiteral& other) const {
  return strings == other.strings && expressions == other.expressions;
}
inline bool Sequence::operator==(const Sequence& other) const {
  return expressions == other.expressions;
}
inline bool Block::operator==(const Block& other) const {
  return body == other.body;
}
inline bool SwitchCase::operator==(const SwitchCase& other) const {
  return test == other.test && body == other.body;
}
inline bool CatchClause::operator==(const CatchClause& other) const {
  return parameter == other.parameter && body == other.body;
}
inline bool Try::operator==(const Try& other) const {
  return block == other.block && handler == other.handler && finalizer == other.finalizer;
}
inline bool ClassElement::operator==(const ClassElement& other) const {
  return kind == other.kind && is_static == other.is_static && key == other.key && value == other.value &&
         static_block == other.static_block;
}
inline bool Function::operator==(const Function& other) const {
  return name == other.name && kind == other.kind && is_async == other.is_async &&
         is_generator == other.is_generator && expression_body == other.expression_body &&
         parameters == other.parameters && rest == other.rest && body == other.body;
}

}  // namespace asyncq::syntax
