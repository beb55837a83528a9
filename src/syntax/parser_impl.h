#pragma once
// The parser itself: recursive descent with one token in hand. Private to the parser's .cpp files
// (parse_core, parse_expressions, parse_literals, parse_functions, parse_classes, parse_patterns,
// parse_statements, parse_loops, parse_modules).
//
// What looks like an expression and turns out to be a pattern or parameters ("cover grammar"
// [13.15.1, 13.2.5]) is parsed once, as an expression, and converted: time stays linear however it nests.

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/ast.h"
#include "syntax/lexer.h"
#include "syntax/operators.h"
#include "syntax/parser.h"

namespace asyncq::syntax {

// Thrown when a construct makes no sense after a reported error; the innermost statement list catches it
// and goes on at the next statement, unless it is final. Never leaves the parser.
struct SyntaxFailure {
  bool final = false;
};

// A place to come back to in messages and nodes.
struct Mark {
  std::size_t offset = 0;
  Place at;
};

// Where the expression being parsed could still become a pattern (and so {a = 1} may be right).
enum class Cover : bool { no, yes };
// Where a statement stands decides which declarations it may be. [14.1, B.3.1, B.3.3]
enum class StatementPosition {
  list,    // any
  branch,  // of an 'if': in sloppy mode a function
  label,   // of a label in such a list: likewise
  single,  // the body of a loop: none
};

// What is wrong with an expression unless it becomes a pattern, and the other way round. Offsets and places
// of the first of each.
struct CoverErrors {
  std::optional<support::SourceRange> shorthand_initializer;  // {a = 1}: wrong unless a pattern
  std::optional<support::SourceRange> duplicate_proto;        // {__proto__: a, __proto__: b}: likewise
  std::optional<support::SourceRange> parenthesized_pattern;  // ({a}) or (a = 1): wrong in any pattern
  std::optional<support::SourceRange> parenthesized_binding;  // (a): wrong among parameters
  std::optional<support::SourceRange> comma_after_rest;       // [...a,]: wrong in a pattern
};

// For what only modules have.
inline constexpr std::string_view kModuleHint =
    "a module is a file named .mjs, or a puzzle with 'module: true'";

// From at over a name's length.
[[nodiscard]] support::SourceRange name_range(std::string_view name, Place at);

struct Label {
  std::string name;
  std::size_t body_begin = 0;  // offset of the labelled statement
  bool of_loop = false;
};

// What the innermost function (or script, field initializer, static block) allows.
struct FunctionContext {
  bool is_async = false;
  bool is_generator = false;
  bool strict = false;
  bool is_function = false;
  bool return_allowed = false;  // in a function, and in a CommonJS main program, which Node makes one
  bool is_arrow = false;
  bool super_property = false;
  bool super_call = false;
  bool new_target = false;
  bool jumps_leave = false;        // ParseOptions::jumps_leave, outside of the text's own functions
  bool arguments_refused = false;  // field initializers and static blocks
  bool await_refused = false;      // static blocks, parameters of async arrows
  std::string name;                // for messages; may be empty
  Place at;
  int loops = 0;
  int breakables = 0;  // loops and switches
  std::vector<Label> labels;
};

struct OpenBracket {
  TokenKind kind = TokenKind::left_parenthesis;  // template_part for '${'
  Place at;
  bool for_head = false;
};

// The names with '#' of one class body.
struct PrivateScope {
  struct Declared {
    ClassElementKind kind = ClassElementKind::field;
    bool is_static = false;
    bool paired = false;  // getter and setter of one name
  };
  struct Used {
    std::string name;
    Place at;
  };
  std::map<std::string, Declared, std::less<>> declared;
  std::vector<Used> used;
};

class Parser {
 public:
  Parser(std::string_view text, const ParseOptions& options);

  support::Result<Program> program();
  support::Result<Expression> whole_expression();
  support::Result<Expression> template_text();
  support::Result<Pattern> whole_binding();
  support::Result<Function> whole_parameters();

 private:
  // --- RAII, below ------------------------------------------------------------------------------------
  class Level;          // one level of nesting and of tree height
  class Bracket;        // an open bracket, in which 'in' is an operator
  class FunctionScope;  // a function's context

  // --- tokens ------------------------------------------------------------------------------------------
  void advance();
  const Token& peek();
  [[nodiscard]] bool at(TokenKind kind) const { return current_.kind == kind; }
  [[nodiscard]] bool at_word(std::string_view word) const {
    return current_.kind == TokenKind::identifier && !current_.escaped && current_.text == word;
  }
  [[nodiscard]] bool at_name() const {
    return current_.kind == TokenKind::identifier || is_keyword(current_.kind);
  }
  Token take_token();
  bool take(TokenKind kind);
  bool take_word(std::string_view word);
  void expect(TokenKind kind, std::string_view purpose);
  void expect_word(std::string_view word, std::string_view purpose);
  void end_statement();
  [[nodiscard]] Mark mark() const { return {current_.begin, current_.at}; }
  void replace_current(Token token);

  // --- errors ------------------------------------------------------------------------------------------
  void report(const support::SourceRange& range, std::string message, std::string hint = {});
  void report(const Token& token, std::string message, std::string hint = {});
  [[noreturn]] void fail(const support::SourceRange& range, std::string message, std::string hint = {});
  [[noreturn]] void fail(const Token& token, std::string message, std::string hint = {});
  // "expected X, found Y" at the current token.
  [[noreturn]] void fail_expected(std::string_view what, std::string hint = {});
  void not_modelled(const support::SourceRange& range, std::string_view what, std::string hint = {});
  void report_lexical_errors();
  void check_invalid_utf8();
  [[nodiscard]] std::string found() const;
  [[nodiscard]] std::string bracket_hint(TokenKind closing) const;
  [[nodiscard]] std::string slip_hint() const;
  void forget_brackets_of_line(std::uint32_t line);
  void refuse_type_annotation();
  [[nodiscard]] support::SourceRange range_of(const Token& token) const { return {token.at, token.end_at}; }
  // From the mark to the end of the last token taken.
  [[nodiscard]] support::SourceRange range_since(const Mark& start) const {
    return {start.at, previous_end_at_};
  }
  [[noreturn]] void fail_too_deep();
  void add_link();
  void resynchronize(std::size_t brackets, std::size_t statement_begin);
  bool skip_closer(std::size_t brackets);

  template <typename T, typename ParseWhole>
  support::Result<T> run(ParseWhole parse_whole);
  void expect_end();

  // --- expressions [13] --------------------------------------------------------------------------------
  template <typename Node>
  [[nodiscard]] Expression make(const Mark& start, Node&& node, Place at_operator = {}) const {
    return Expression{Expression::Node(std::forward<Node>(node)), start.at, at_operator};
  }
  Expression parse_expression(Cover cover = Cover::no);
  Expression parse_sequence(const Mark& start, Expression first);
  Expression parse_assignment(Cover cover = Cover::no);
  Expression finish_assignment(const Mark& start, Expression left);
  void settle_cover(Cover cover, const Mark& start, const Expression& expression, CoverErrors outer);
  void report_cover(const CoverErrors& errors);
  Expression parse_conditional();
  Expression parse_binary(Precedence minimum);
  Expression parse_binary_operand(Precedence minimum);
  Expression parse_exponent();
  Expression parse_private_in(Precedence minimum);
  Expression combine(const Mark& start, const BinaryRow& row, Place at_operator, Expression left,
                     Expression right) const;
  void check_coalesce(const BinaryRow& row, const Expression& operand, bool parenthesized, Place at_operator);
  Expression parse_unary();
  Expression parse_unary_operator(UnaryOperator op);
  void check_delete(const Expression& operand, const Mark& start);
  Expression parse_prefix_update();
  Expression parse_await();
  void report_misplaced_await(const Token& token);
  [[nodiscard]] bool await_reads_as_operator();
  Expression parse_yield();
  Expression parse_update();
  void check_update_target(const Mark& start, const Expression& target);
  Expression parse_left_hand_side();
  Expression parse_chain(const Mark& start, Expression expression);
  Expression parse_link(const Mark& start, Expression object, bool optional);
  Expression parse_member_name(const Mark& start, Expression object, bool optional);
  Expression parse_index(const Mark& start, Expression object, bool optional);
  Expression parse_call(const Mark& start, Expression callee, bool optional);
  Expression parse_tagged_template(const Mark& start, Expression tag);
  void check_modelled_callee(const Mark& start, const Expression& callee, bool is_new);
  std::vector<Element> parse_arguments(Cover cover);
  Expression parse_new();
  Expression parse_new_callee();
  Expression parse_super();
  Expression parse_import_expression();

  // --- primary expressions [13.2] ----------------------------------------------------------------------
  using PrimaryParser = Expression (Parser::*)();
  using PrimaryTable = std::array<PrimaryParser, kTokenKinds>;
  static const PrimaryTable& primary_table();
  Expression parse_primary();
  Expression parse_word_literal();
  Expression parse_plain_function_expression();
  Expression parse_class_expression();
  Expression parse_number();
  Expression parse_big_int();
  Expression parse_string();
  Expression parse_regular_expression();
  Expression parse_untagged_template();
  // parts: where the parts of a tagged one go.
  Expression parse_template(std::vector<TemplatePart>* parts = nullptr);
  Expression parse_array();
  Expression parse_object();
  Property parse_property(bool& has_proto);
  Property parse_spread_property();
  Property parse_shorthand(Token name);
  PropertyName parse_property_name(bool in_class);
  Expression parse_identifier_or_arrow();
  Expression parse_after_async(Token async, const Mark& start, bool arrow_allowed);
  Expression parse_parenthesized();
  void parse_parenthesized_items(std::vector<Expression>& items, std::optional<Pattern>& rest,
                                 std::optional<support::SourceRange>& comma);
  void check_reference(const Token& name);
  [[nodiscard]] std::string_view refusal_of_name(const Token& name) const;
  [[nodiscard]] static bool is_reserved_in_strict_mode(std::string_view name);
  [[nodiscard]] bool is_parenthesized(const Mark& start) const {
    return last_parenthesized_.first == start.offset && last_parenthesized_.second == previous_end_ &&
           previous_end_ != 0;
  }
  [[nodiscard]] bool ended_as_arrow() const { return last_arrow_end_ == previous_end_ && previous_end_ != 0; }

  // --- patterns [14.3.3, 13.15.5] ----------------------------------------------------------------------
  Pattern parse_binding_target();
  Pattern parse_binding_identifier();
  Pattern parse_array_binding();
  Pattern parse_object_binding();
  PatternProperty parse_binding_property();
  std::optional<Box<Expression>> parse_initializer();
  void check_binding_name(const Token& name);
  Pattern to_pattern(Expression expression);
  Pattern array_to_pattern(ArrayLiteral literal, Place at);
  Pattern object_to_pattern(ObjectLiteral literal, Place at);
  PatternElement to_pattern_element(Expression expression);
  PatternProperty to_pattern_property(Property property);
  void check_pattern_cover(const CoverErrors& errors);
  // Every name that the pattern binds; a property in it is an error.
  void collect_bound_names(const Pattern& pattern, std::vector<const Pattern*>& names);
  // message has one {} for the name.
  void report_duplicate_names(std::vector<const Pattern*>& names, std::string_view message);

  // --- functions [15] ----------------------------------------------------------------------------------
  enum class FunctionName { of_declaration, of_default_export, of_expression };
  Function parse_function(FunctionName name_kind, bool is_async, const Mark& start);
  Expression parse_function_expression(bool is_async, const Mark& start);
  Function parse_method(bool is_async, bool is_generator, const Mark& start, ClassElementKind kind,
                        bool super_call_allowed);
  void parse_parameters(Function& function);
  void parse_parameter_list(Function& function, TokenKind end);
  void parse_function_body(Function& function);
  void parse_directives(Function* function, StatementList& body);
  void check_parameters(const Function& function, bool unique);
  void check_accessor(const Function& function, ClassElementKind kind, const Mark& start);
  void check_strict_name(const std::string& name, Place at);
  [[nodiscard]] FunctionContext nested_context(const Function& function) const;
  Expression parse_single_parameter_arrow(Token name, const Mark& start, bool is_async);
  Expression parse_arrow(const Mark& start, bool is_async, std::vector<Expression> items,
                         std::optional<Pattern> rest);
  Expression finish_arrow(const Mark& start, Function function);
  Parameter to_parameter(Expression expression);
  [[nodiscard]] bool arrow_follows() const { return at(TokenKind::arrow) && !current_.newline_before; }

  // --- classes [15.7] ----------------------------------------------------------------------------------
  Class parse_class(bool name_required);
  void parse_class_body(Class& definition);
  ClassElement parse_class_element(bool derived);
  ClassElement parse_static_block(const Mark& start);
  void parse_field(ClassElement& element);

  bool parse_modifier(std::string_view word);
  void check_class_element(const ClassElement& element, const support::SourceRange& key);
  void declare_private_name(const ClassElement& element);
  void use_private_name(const Token& name);
  void close_private_scope();

  // --- statements [14] ---------------------------------------------------------------------------------
  void parse_statement_list(StatementList& out, bool in_switch);
  Statement parse_statement(StatementPosition position);
  using StatementParser = Statement::Node (Parser::*)(StatementPosition);
  using StatementTable = std::array<StatementParser, kTokenKinds>;
  static const StatementTable& statement_table();
  Statement::Node parse_statement_node(StatementPosition position);
  Statement::Node parse_empty(StatementPosition);
  Statement::Node parse_misplaced_word(StatementPosition);
  Statement::Node parse_word_statement(StatementPosition position);
  Statement::Node parse_expression_statement();
  Statement::Node parse_declaration(StatementPosition position);
  VariableDeclaration parse_declarators(DeclarationKind kind, bool in_for_head);
  Declarator parse_declarator(DeclarationKind kind, bool in_for_head);
  void check_lexical_names(DeclarationKind kind, const Pattern& pattern);
  [[nodiscard]] bool at_let_declaration(StatementPosition position);
  Statement::Node parse_function_statement(StatementPosition position);
  Statement::Node parse_class_statement(StatementPosition position);
  Statement::Node parse_block(StatementPosition);
  StatementList parse_block_body(std::string_view purpose);
  Statement::Node parse_if(StatementPosition);
  Statement parse_if_branch();
  Statement::Node parse_switch(StatementPosition);
  SwitchCase parse_switch_case(bool& has_default);
  Statement::Node parse_try(StatementPosition);
  void check_catch_parameter(const Pattern& parameter);
  Statement::Node parse_return(StatementPosition);
  Statement::Node parse_throw(StatementPosition);
  Statement::Node parse_jump(StatementPosition);
  void check_jump(const Token& keyword, const Token* label, bool is_break);
  Statement::Node parse_labeled(StatementPosition position);
  Expression parse_condition(std::string_view keyword);
  [[nodiscard]] bool ends_statement() const {
    return at(TokenKind::semicolon) || at(TokenKind::right_brace) || at(TokenKind::end) ||
           current_.newline_before;
  }

  // --- loops [14.7] ------------------------------------------------------------------------------------
  Statement::Node parse_for(StatementPosition);
  // What the parenthesis of a 'for' holds: a loop of one of two kinds, without its body.
  struct ForHead {
    For counted;
    std::optional<ForEach> each;
  };
  ForHead parse_for_head(bool is_await);
  void parse_for_declaration(ForHead& head, DeclarationKind kind);
  void parse_for_expression(ForHead& head, bool is_await);
  [[nodiscard]] bool at_for_let();
  Statement::Node parse_while(StatementPosition);
  Statement::Node parse_do_while(StatementPosition);
  Statement parse_loop_body(std::size_t loop_begin);
  [[nodiscard]] bool at_for_each_word() const { return at(TokenKind::kw_in) || at_word("of"); }

  // --- modules [16.2] ----------------------------------------------------------------------------------
  Statement::Node parse_import(StatementPosition position);
  void parse_import_clause(Import& node);
  void parse_named_imports(Import& node);
  std::string parse_module_specifier();
  Statement::Node parse_export(StatementPosition position);
  Statement::Node parse_default_export();
  Statement::Node parse_named_exports();
  std::string parse_module_export_name();
  void check_module_declaration(const Token& keyword, StatementPosition position);

  Lexer lexer_;
  const ParseOptions& options_;
  support::Diagnostics diagnostics_;

  Token current_;
  std::optional<Token> peeked_;
  std::size_t previous_end_ = 0;
  Place previous_end_at_;

  FunctionContext context_;
  CoverErrors cover_;
  std::vector<OpenBracket> open_brackets_;
  std::vector<PrivateScope> private_scopes_;
  std::size_t arrow_start_ = std::string_view::npos;  // offset where an arrow function may begin
  std::size_t last_arrow_end_ = 0;
  std::pair<std::size_t, std::size_t> last_parenthesized_{0, 0};  // offsets of '(' and past its ')'
  std::optional<support::SourceRange> await_seen_;  // since the last '(' that may open parameters
  std::optional<support::SourceRange> yield_seen_;
  std::optional<support::SourceRange> await_name_seen_;  // 'await' as a name, since the last 'async('
  bool in_allowed_ = true;  // 'in' is an operator here (not in the head of a for)
  bool recovering_ = false;
  int depth_ = 0;   // levels open
  int height_ = 0;  // of the tallest tree finished within the innermost level
};

class Parser::Level {
 public:
  explicit Level(Parser& parser) : parser_(parser), outer_height_(parser.height_) {
    if (parser_.depth_ >= kMaxNesting) parser_.fail_too_deep();
    ++parser_.depth_;
    parser_.height_ = 0;
  }
  ~Level() {
    --parser_.depth_;
    parser_.height_ = parser_.height_ + 1 > outer_height_ ? parser_.height_ + 1 : outer_height_;
  }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

 private:
  Parser& parser_;
  int outer_height_;
};

// Takes the opening bracket; close() takes the closing one. When the bracket is left by a failure it stays
// on the list of open ones, for the resynchronization to know where it is.
class Parser::Bracket {
 public:
  explicit Bracket(Parser& parser, bool for_head = false);
  ~Bracket() { parser_.in_allowed_ = outer_in_allowed_; }
  Bracket(const Bracket&) = delete;
  Bracket& operator=(const Bracket&) = delete;

  // purpose: "to close the argument list".
  void close(std::string_view purpose);
  [[nodiscard]] bool at_close() const { return parser_.at(closing_); }

 private:
  Parser& parser_;
  TokenKind closing_;
  bool outer_in_allowed_;
};

class Parser::FunctionScope {
 public:
  FunctionScope(Parser& parser, FunctionContext context)
      : parser_(parser),
        outer_(std::exchange(parser.context_, std::move(context))),
        await_seen_(std::exchange(parser.await_seen_, std::nullopt)),
        yield_seen_(std::exchange(parser.yield_seen_, std::nullopt)) {}
  ~FunctionScope() {
    parser_.context_ = std::move(outer_);
    parser_.await_seen_ = await_seen_;
    parser_.yield_seen_ = yield_seen_;
  }
  FunctionScope(const FunctionScope&) = delete;
  FunctionScope& operator=(const FunctionScope&) = delete;

 private:
  Parser& parser_;
  FunctionContext outer_;
  std::optional<support::SourceRange> await_seen_;
  std::optional<support::SourceRange> yield_seen_;
};

}  // namespace asyncq::syntax
