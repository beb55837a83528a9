#pragma once
// Lowers one function to flat code. A tree of these mirrors the tree of functions; they share a Context.

#include <optional>
#include <string_view>
#include <vector>

#include "program/emitter.h"
#include "program/scope.h"
#include "syntax/ast.h"

namespace asyncq::program {

struct Context {
  const ScopeTree* scopes = nullptr;
  const CompileOptions& options;
  support::Diagnostics diagnostics;
};

class FunctionCompiler {
 public:
  FunctionCompiler(Context& context, FunctionCompiler* parent, Scope* enclosing)
      : context_(context),
        parent_(parent),
        scope_(enclosing),
        code_(std::make_shared<FunctionCode>()),
        emit_(*code_) {}

  std::shared_ptr<const FunctionCode> compile_program(const syntax::Program& program);
  // name: given by context to an anonymous function.
  std::shared_ptr<const FunctionCode> compile_function(const syntax::Function& function,
                                                       std::string_view name);
  std::shared_ptr<const FunctionCode> compile_constructor(const syntax::Class& definition,
                                                          const syntax::Function* function,
                                                          std::string_view name);
  std::shared_ptr<const FunctionCode> compile_class_part(const syntax::ClassElement& element);

 private:
  // What break, continue and return have to leave on their way out.
  struct Control {
    enum class Kind : std::uint8_t { loop, switch_, label, finally };
    Kind kind = Kind::loop;
    std::vector<std::string_view> labels;
    Label* break_target = nullptr;
    Label* continue_target = nullptr;
    int depth = 0;
    int environment_depth = 0;
    // finally: where it begins, and the jumps that go through it
    Label* finalizer = nullptr;
    std::uint32_t kind_local = 0;
    std::uint32_t value_local = 0;
    struct Exit {
      std::size_t control;  // index of the loop, switch or label that is left or continued
      bool is_continue;
    };
    std::vector<Exit> exits;
    bool returns = false;
  };
  // Where a reference leads.
  struct Reference {
    Binding* binding = nullptr;  // null: a global
    std::uint32_t depth = 0;     // environments outwards
    bool own_function = false;
  };

  // --- functions and classes ---
  void begin_function(const void* node);
  void compile_page(const syntax::Program& program);
  std::shared_ptr<const FunctionCode> compile_script(const syntax::StatementList& body);
  std::shared_ptr<const FunctionCode> compile_simulated_io(const syntax::Function& function);
  void emit_prologue(const syntax::Function& function);
  void emit_pseudo_bindings();
  void emit_own_variables(Scope* variables);
  void emit_parameters(const syntax::Function& function);
  void declare_scope_bindings();
  void emit_hoisted_functions(const syntax::StatementList& body);
  void emit_imports();
  std::uint32_t add_function(std::shared_ptr<const FunctionCode> code);
  void emit_closure(const syntax::Function& function, std::string_view name);
  void compile_class(const syntax::Class& definition, std::string_view name);
  void compile_class_member(const syntax::ClassElement& element);
  void compile_private_member(const syntax::ClassElement& element);
  void emit_return();
  void emit_return_of_nothing();

  // --- statements ---
  void statements(const syntax::StatementList& list);
  void statement(const syntax::Statement& statement);
  void scoped(const void* node, const syntax::StatementList& list);
  void variable_declaration(const syntax::VariableDeclaration& declaration);
  void for_statement(const syntax::For& loop);
  // for (let i = 0; i < 1e9; i++); done at once, at the cost of all its turns. False: it is no such loop.
  bool idle_loop(const syntax::For& loop);
  void for_each(const syntax::ForEach& loop);
  void switch_statement(const syntax::Switch& choice);
  void try_statement(const syntax::Try& attempt);
  void labeled(const syntax::Labeled& labeled);
  void jump_out(std::string_view label, bool is_continue, support::SourcePosition at);
  void leave_to(std::size_t control, bool is_continue);
  void emit_finally_dispatch(Control control);
  void unwind_to(int depth, int environment_depth);
  Control& push_loop(Label& break_target, Label& continue_target);
  void push_environment_of(Scope* scope);
  void pop_environment_of(const Scope* scope);
  enum class FirstTest : std::uint8_t { before_body, after_body };
  void while_loop(const syntax::Expression& condition, const syntax::Statement& repeated, FirstTest first);
  void loop_condition(const syntax::Expression& test, bool jump_when, Label& target);
  void async_iterator_close(std::uint32_t kind_local);

  // --- expressions ---
  void expression(const syntax::Expression& expression) { expression_named(expression, {}); }
  void expression_named(const syntax::Expression& expression, std::string_view name);
  void check_regexp(const syntax::RegExpLiteral& literal, support::SourcePosition at);
  void discard(const syntax::Expression& expression);
  void call_expression(const syntax::Call& call, const syntax::Expression& whole);
  void callee(const syntax::Expression& callee);
  void tagged_template(const syntax::Call& call, const syntax::Expression& whole);
  void super_call(const syntax::Call& call, support::SourcePosition at);
  bool has_spread(const std::vector<syntax::Element>& arguments) const;
  bool is_plain_call(const syntax::Call& call) const;
  // at: of the call that the elements are the arguments of.
  void spread_array(const std::vector<syntax::Element>& elements, support::SourcePosition at,
                    bool is_literal = false);
  void plain_arguments(const std::vector<syntax::Element>& arguments);
  void array_literal(const syntax::ArrayLiteral& array, std::string_view name);
  void object_literal(const syntax::ObjectLiteral& object);
  void computed_property_value(const syntax::Expression& value);
  void property_key(const syntax::PropertyName& name);
  void assignment(const syntax::Assignment& assignment, const syntax::Expression& whole);
  void compound_assignment(const syntax::Assignment& assignment, const syntax::Expression& whole);
  void update(const syntax::Update& update, const syntax::Expression& whole, bool wants_old);
  void member_get(const syntax::Member& member, support::SourcePosition at);
  void yield_expression(const syntax::Yield& yield, support::SourcePosition at);
  void yield_delegate(std::string source, support::SourcePosition at);  // iterable_text()
  void delete_expression(const syntax::Expression& operand);
  // Evaluates what a property reference needs on the stack (object and key, …) and says what it is.
  enum class Place : std::uint8_t { name, property, element, super, private_name };
  Place reference_parts(const syntax::Expression& target);
  void reference_duplicate(Place place);
  // at: where an error of it is.
  void reference_get(Place place, const syntax::Expression& target, support::SourcePosition at);
  void reference_set(Place place, const syntax::Expression& target, support::SourcePosition at);
  void rotate_under(Place place);

  // --- names ---
  Reference find(std::string_view name) const;
  void get_name(std::string_view name, support::SourcePosition at);
  void get_pseudo(std::string_view name);
  void set_name(std::string_view name, support::SourcePosition at);
  // Gives a declared name its first value: v ->
  void initialize(std::string_view name);
  void initialize_binding(const Binding& binding, const Scope& scope);
  void emit_this();

  // --- patterns ---
  // v -> : binds or assigns. initializes: the names are being declared. source: the text of v's expression,
  // for messages; empty when there is none.
  void pattern(const syntax::Pattern& pattern, bool initializes, const std::string& source = {});
  // What follows stands where the target's assignment begins, like a statement unless that is a pattern.
  void begin_target(const syntax::Pattern& target);
  void object_pattern(const syntax::ObjectPattern& object, bool initializes, const std::string& source,
                      bool nested = false);
  void array_pattern(const syntax::ArrayPattern& array, bool initializes, const std::string& source);
  // A property that a pattern assigns to: its parts are evaluated before its value is looked up [13.15.5.5
  // step 1], and wait in locals.
  struct KeptReference {
    Place place;
    std::vector<std::uint32_t> parts;
  };
  std::optional<KeptReference> keep_reference(const syntax::Pattern& target);  // nothing: it is no property
  void assign_kept(const KeptReference& kept, const syntax::Pattern& target);  // v ->
  void default_value(const syntax::Expression& initializer, const syntax::Pattern& target);

  void error(support::SourcePosition at, std::string message, std::string hint = {});

  Context& context_;
  FunctionCompiler* parent_;
  Scope* scope_;
  const FunctionScope* function_ = nullptr;
  std::shared_ptr<FunctionCode> code_;
  Emitter emit_;
  std::vector<Control> controls_;
  std::vector<std::string_view> pending_labels_;
  std::vector<std::vector<Label*>> chains_;  // open optional chains: where a short circuit leads
  std::unordered_map<const Binding*, std::uint32_t> locals_;
  int environment_depth_ = 0;
  std::string inferred_name_;        // of the function that is compiled next
  bool is_expression_body_ = false;  // of an arrow function
  bool key_names_class_ = false;     // the class that is compiled next has its name from the key on the stack
};

// IsAnonymousFunctionDefinition [8.4.3]
[[nodiscard]] bool is_anonymous_function(const syntax::Expression& expression);

// The operation of a binary operator, or of the arithmetic part of a compound assignment.
[[nodiscard]] Operation operation_of(syntax::BinaryOperator op);
[[nodiscard]] Operation operation_of(syntax::AssignmentOperator op);

}  // namespace asyncq::program
