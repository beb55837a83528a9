#pragma once
// Which binding each name means: the scopes of a program, found before any code is made.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/diagnostic.h"
#include "syntax/ast.h"

namespace asyncq::program {

enum class BindingKind : std::uint8_t {
  var,
  parameter,
  function,
  let,
  const_,
  class_,
  catch_parameter,
  import,
  function_name,
  arguments,  // the object of a function's arguments
  pseudo
};

struct FunctionScope;

struct Binding {
  std::string name;
  BindingKind kind = BindingKind::var;
  support::SourcePosition at;
  bool captured = false;  // used by an inner function: lives in an environment
  bool has_dead_zone =
      false;  // let, const, class, parameters: a ReferenceError to read it before it has its value
  bool read_early = false;           // some use in its own function stands before its declaration
  std::uint32_t initialized_at = 0;  // number of references seen before its declaration was complete
  std::uint32_t index = 0;           // local number, or slot in its scope's environment
  std::string module;                // const name = require('module')
  bool may_be_repeated = false;      // a plain function's, or the name that a catch clause binds alone: [B.3]
  const syntax::StatementList* script = nullptr;  // the later script of a page that declares it first
  // imports: from where
  std::string specifier;
  std::string imported;
};

// A scope of the program: a function's, a block's, a loop's per-iteration scope, a catch clause's, a class's.
struct Scope {
  Scope* parent = nullptr;
  FunctionScope* function = nullptr;
  bool is_function_top = false;
  bool is_switch = false;
  std::unordered_map<std::string_view, Binding*> names;
  std::vector<Binding*> bindings;  // in order of declaration
  std::uint32_t slot_count = 0;    // captured bindings; 0: no environment is made

  [[nodiscard]] bool has_environment() const { return slot_count > 0; }
};

// What the resolver found out about a function (or the program itself).
struct FunctionScope {
  Scope* top = nullptr;
  FunctionScope* parent = nullptr;
  bool is_arrow = false;
  bool is_strict = false;
  bool is_derived_constructor = false;
  bool uses_arguments = false;
  bool maps_arguments = false;  // the elements of `arguments` are the parameters, its first slots
  bool has_simple_parameters = false;
};

// The result of resolution; scopes are found by the address of the node that opens them.
class ScopeTree {
 public:
  [[nodiscard]] Scope* scope_of(const void* node) const {
    const auto found = scopes_.find(node);
    return found == scopes_.end() ? nullptr : found->second;
  }
  [[nodiscard]] std::vector<const Binding*> bindings() const {
    std::vector<const Binding*> all;
    for (const Binding& binding : binding_storage_) all.push_back(&binding);
    return all;
  }
  [[nodiscard]] const FunctionScope& function_of(const void* node) const { return *functions_.at(node); }
  // The scope around a block's function that has a variable for it too [B.3.2]; else nullptr.
  [[nodiscard]] Scope* variable_scope_of(const syntax::Function& function) const {
    const auto found = variable_scopes_.find(&function);
    return found == variable_scopes_.end() ? nullptr : found->second;
  }

 private:
  friend class Resolver;
  std::deque<Scope> scope_storage_;
  std::deque<FunctionScope> function_storage_;
  std::deque<Binding> binding_storage_;
  std::unordered_map<const void*, Scope*> scopes_;
  std::unordered_map<const void*, FunctionScope*> functions_;
  std::unordered_map<const syntax::Function*, Scope*> variable_scopes_;
};

struct FreeName {
  std::string name;
  support::SourcePosition at;
  bool guarded = false;   // operand of typeof
  std::string member;     // the property that is read of it: log of console.log
  std::string specifier;  // the text that it is called with: fs of require('fs')
};

// A property that is read of a built-in module: styleText of util.styleText, of const {styleText} =
// require('util').
struct ModuleMember {
  std::string specifier;
  std::string member;
  support::SourcePosition at;
};

struct Resolution {
  ScopeTree scopes;
  std::vector<FreeName> free_names;  // bound by no scope
  std::vector<ModuleMember> module_members;
  support::Diagnostics diagnostics;  // names declared or exported twice, exports of no variable
};

// The most faults of one kind that are worth telling.
inline constexpr std::size_t kMaxFaults = 20;

[[nodiscard]] Resolution resolve(const syntax::Program& program, const support::SourceFilePtr& file);

// Pseudo bindings that arrow functions capture like names.
inline constexpr std::string_view kThisName = "this";
inline constexpr std::string_view kNewTargetName = "new.target";
inline constexpr std::string_view kHomeName = "%home";
inline constexpr std::string_view kActiveFunctionName = "%function";

}  // namespace asyncq::program
