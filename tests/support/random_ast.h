#pragma once
// Random trees of the small JavaScript, of every kind of node, each a tree that some text parses to. For
// properties that must hold for all programs. The same seed gives the same tree.

#include <bitset>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "syntax/ast.h"

namespace asyncq::test {

class RandomTree {
 public:
  explicit RandomTree(std::uint64_t seed) : random_(seed) {}

  syntax::Program program();

  using ExpressionKinds = std::bitset<std::variant_size_v<syntax::Expression::Node>>;
  using StatementKinds = std::bitset<std::variant_size_v<syntax::Statement::Node>>;
  [[nodiscard]] const ExpressionKinds& expression_kinds() const { return expression_kinds_; }
  [[nodiscard]] const StatementKinds& statement_kinds() const { return statement_kinds_; }

 private:
  // What the place in the program allows.
  struct Context {
    bool strict = false;
    bool module = false;
    bool top_level = false;
    bool is_async = false;
    bool is_generator = false;
    bool parameters = false;  // no await, no yield
    bool in_function = false;
    bool super_property = false;
    bool super_call = false;
    bool new_target = false;
    int loops = 0;
    int breakables = 0;
    std::vector<std::string> labels;
    std::vector<std::string> loop_labels;
    std::vector<std::string> private_names;
  };
  class Deeper;   // one level less to go
  class Entered;  // a context for a while

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }
  template <typename T, std::size_t N>
  const T& one_of(const T (&choices)[N]) {
    return choices[below(N)];
  }
  [[nodiscard]] bool tired() const { return depth_ <= 0; }

  std::string fresh_name();
  std::string reference();
  std::string text();
  double number();

  syntax::Expression expression();
  syntax::Expression::Node expression_node();
  syntax::Expression::Node leaf();
  syntax::Expression::Node branch();
  syntax::Expression::Node contextual();
  syntax::Expression simple_target();
  syntax::Expression chain(bool optional);
  syntax::Expression link(syntax::Expression object, bool optional);
  syntax::Expression::Node unary();
  syntax::Expression::Node binary();
  syntax::Expression::Node assignment();
  syntax::Expression::Node object();
  syntax::Expression::Node optional_chain();
  syntax::TemplateLiteral template_literal();
  std::vector<syntax::Element> arguments();
  syntax::Element element(bool holes);
  syntax::Property property(bool& has_proto);
  syntax::PropertyName key(bool in_class);

  // binds: no properties, every name new.
  syntax::Pattern pattern(bool binds);
  syntax::PatternProperty pattern_property(bool binds);
  std::optional<syntax::Box<syntax::Expression>> maybe_initializer();

  syntax::Function function(syntax::FunctionKind kind, bool is_async, bool is_generator);
  enum class MethodKind { method, constructor, getter, setter };
  syntax::Function method(MethodKind kind, bool super_call);
  syntax::Function arrow();
  void parameters(syntax::Function& function, bool simple);
  syntax::Class class_definition(bool named);
  syntax::ClassElement class_element(bool derived, bool& has_constructor,
                                     std::vector<std::string>& unused_private_names);

  syntax::StatementList statements(std::size_t most);
  syntax::Statement statement();
  syntax::Statement body();  // where no declaration may stand
  syntax::Statement::Node simple_statement();
  syntax::Statement::Node nested_statement();
  syntax::Statement::Node declaration();
  syntax::VariableDeclaration variables(bool in_for_head);
  syntax::Statement::Node if_statement();
  syntax::Statement::Node for_statement();
  syntax::Statement::Node for_each();
  syntax::Statement::Node switch_statement();
  syntax::Statement::Node try_statement();
  syntax::Statement::Node labeled();
  syntax::Statement::Node jump();
  syntax::Statement loop_body();
  syntax::Statement::Node import_statement();
  syntax::Statement::Node export_statement();
  void directives(syntax::StatementList& body);
  syntax::Statement finish(syntax::Statement::Node node);

  std::mt19937_64 random_;
  // What is allowed inside a function, and inside a field or static block, of the present context.
  [[nodiscard]] Context context_of_function(bool is_async, bool is_generator) const;
  [[nodiscard]] Context context_of_class_part() const;

  Context context_;
  int depth_ = 0;
  unsigned names_ = 0;
  ExpressionKinds expression_kinds_;
  StatementKinds statement_kinds_;
};

}  // namespace asyncq::test
