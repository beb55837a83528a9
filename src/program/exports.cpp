#include "program/exports.h"

#include <fmt/format.h>

#include <unordered_set>

#include "program/bound_names.h"
#include "syntax/overloaded.h"

namespace asyncq::program {

using namespace syntax;
using support::SourcePosition;

namespace {

class Finder {
 public:
  Finder(const Scope& top, const support::SourceFilePtr& file) : top_(top), file_(file) {}

  void add(const Export& node, SourcePosition at) {
    std::visit(Overloaded{
                   [&](const std::vector<ExportSpecifier>& names) {
                     for (const ExportSpecifier& name : names) {
                       add_name(name.exported, at);
                       if (!top_.names.contains(name.local))
                         report(name.local, at,
                                fmt::format("the module has no variable '{}' to export", name.local));
                     }
                   },
                   [&](const Box<Expression>&) { add_name("default", at); },
                   [&](const Box<Statement>& declaration) {
                     node.is_default ? add_name("default", at) : add_declared(*declaration);
                   },
               },
               node.exported);
  }
  support::Diagnostics take() { return std::move(found_); }

 private:
  void add_declared(const Statement& declaration) {
    if (const auto* variables = std::get_if<VariableDeclaration>(&declaration.node)) {
      for (const Declarator& declarator : variables->declarators) {
        each_name(declarator.target, [&](std::string_view name, SourcePosition at) { add_name(name, at); });
      }
    } else if (const auto* function = std::get_if<FunctionDeclaration>(&declaration.node)) {
      add_name(function->function.name, function->function.at);
    } else if (const auto* definition = std::get_if<ClassDeclaration>(&declaration.node)) {
      add_name(definition->definition.name, definition->definition.at);
    }
  }
  void add_name(std::string_view name, SourcePosition at) {
    if (!exported_.insert(name).second)
      report(name, at, fmt::format("the name '{}' is exported twice", name));
  }
  void report(std::string_view name, SourcePosition at, std::string message) {
    if (found_.size() >= kMaxFaults) return;
    const SourcePosition end{at.line, at.column + static_cast<std::uint32_t>(name.size())};
    found_.push_back({support::Severity::error, file_, {at, end}, std::move(message), {}});
  }

  const Scope& top_;
  const support::SourceFilePtr& file_;
  std::unordered_set<std::string_view> exported_;
  support::Diagnostics found_;
};

}  // namespace

support::Diagnostics export_faults(const StatementList& body, const Scope& top,
                                   const support::SourceFilePtr& file) {
  Finder finder(top, file);
  for (const Statement& statement : body) {
    if (const auto* node = std::get_if<Export>(&statement.node)) finder.add(*node, statement.at);
  }
  return finder.take();
}

}  // namespace asyncq::program
