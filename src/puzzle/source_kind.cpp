#include "puzzle/source_kind.h"

#include <algorithm>
#include <array>
#include <utility>

namespace asyncq::puzzle {

namespace {

using syntax::Statement;

// The parameters of the function that Node makes of a CommonJS file, and so nothing that it can declare.
bool is_commonjs_name(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames = {"__dirname", "__filename", "exports", "module",
                                                             "require"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool declares_commonjs_name(const Statement& statement) {
  if (const auto* definition = std::get_if<syntax::ClassDeclaration>(&statement.node))
    return is_commonjs_name(definition->definition.name);
  const auto* declaration = std::get_if<syntax::VariableDeclaration>(&statement.node);
  if (declaration == nullptr || declaration->kind == syntax::DeclarationKind::var) return false;
  return std::any_of(declaration->declarators.begin(), declaration->declarators.end(),
                     [](const syntax::Declarator& declarator) {
                       const auto* name = std::get_if<syntax::Identifier>(&declarator.target.node);
                       return name != nullptr && is_commonjs_name(name->name);
                     });
}

}  // namespace

support::Result<syntax::Program> parse_script_or_module(std::string_view text, syntax::ParseOptions options) {
  options.kind = syntax::SourceKind::script;
  auto script = syntax::parse_program(text, options);
  if (script && std::none_of(script->body.begin(), script->body.end(), declares_commonjs_name)) return script;
  options.kind = syntax::SourceKind::module;
  auto module = syntax::parse_program(text, options);
  if (module) return module;
  return script || script.errors().size() <= module.errors().size() ? std::move(script) : std::move(module);
}

}  // namespace asyncq::puzzle
