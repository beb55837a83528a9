#include "puzzle/program_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "puzzle/statement_builders.h"
#include "puzzle/statement_hints.h"
#include "puzzle/syntax_nodes.h"

namespace asyncq::puzzle {

using syntax::Expression;
using syntax::Statement;
using syntax::StatementList;

namespace {

// A callback whose whole body is one `log` or one `return` is written without braces.
void shorten_arrow(const Node& list, syntax::Function& function) {
  if (!list.is_sequence() || list.items.size() != 1 || function.body.size() != 1) return;
  const Node& only = *list.items[0];
  if (!only.is_mapping() || only.entries.size() != 1) return;
  Statement& statement = function.body[0];
  if (const auto* result = std::get_if<syntax::Return>(&statement.node)) {
    function.expression_body = only.find("return") != nullptr && result->argument.has_value();
    return;
  }
  const StatementRow* row = find_statement(only.entries[0].key->text);
  if (row == nullptr || row->statement != build_output) return;
  Expression output = std::move(std::get<syntax::ExpressionStatement>(statement.node).expression);
  statement.node = syntax::Return{std::move(output)};
  function.expression_body = true;
}

}  // namespace

// --- statements ------------------------------------------------------------------------------------------

syntax::Program ProgramBuilder::program(const Node& statements) {
  syntax::Program program{
      kind_, body(statements, Scope{.in_async = kind_ == syntax::SourceKind::module}, "program"), {}};
  add_io_functions(program);
  return program;
}

StatementList ProgramBuilder::body(const Node& list, const Scope& scope, std::string_view what) {
  StatementList out;
  if (!list.is_sequence()) {
    const bool one = list.is_mapping();
    error(list, fmt::format("{} must be a list of statements, not {}", what, describe(list)),
          one && list.flow ? "put the statement in [ ]: [log: done]" : "each statement begins with \"- \"");
    return out;
  }
  for (const Node* item : list.items) statement(*item, scope, out);
  return out;
}

StatementList ProgramBuilder::required_body(const StatementNode& node, std::string_view option,
                                            const Scope& scope) {
  if (const Node* list = node.option(option)) return body(*list, scope, fmt::format("'{}'", option));
  error(node.key, fmt::format("'{}' needs '{}' beside it: a list of statements", node.row.key, option),
        fmt::format("as in: {}", node.row.example));
  return {};
}

void ProgramBuilder::statement(const Node& node, const Scope& scope, StatementList& out) {
  if (node.is_scalar()) return bare_statement(node, scope, out);
  if (node.is_sequence()) {
    return error(node, "a statement cannot be a list", "one \"- \" too many?");
  }
  if (const auto parts = take_apart(node)) build(*parts, scope, out);
}

void ProgramBuilder::bare_statement(const Node& word, const Scope& scope, StatementList& out) {
  if (word.absent)
    return error(word, "an empty statement", "write a statement behind the \"-\", or remove it");
  if (const StatementRow* row = find_statement(word.text)) {
    if (row->bare == Bare::yes && word.style == ScalarStyle::plain) {
      Node nothing;
      nothing.absent = true;
      nothing.range = word.range;
      return row->statement(*this, {*row, word, word, nothing}, scope, out);
    }
    return error(word, fmt::format("'{}' needs a value", word.text), fmt::format("as in: {}", row->example));
  }
  error(word, "a statement is written with a key, as in 'log: text'",
        hint_for_bare_word(reader_.document(), word));
}

std::optional<StatementNode> ProgramBuilder::take_apart(const Node& mapping) {
  const NodeEntry* found = nullptr;
  const StatementRow* row = nullptr;
  for (const NodeEntry& entry : mapping.entries) {
    const StatementRow* candidate = find_statement(entry.key->text);
    if (candidate == nullptr) continue;
    if (found != nullptr) {
      error(*entry.key, fmt::format("two statements in one: '{}' and '{}'", row->key, candidate->key),
            "each statement has a \"- \" of its own");
      return std::nullopt;
    }
    found = &entry;
    row = candidate;
  }
  if (found == nullptr) {
    unknown_statement(mapping);
    return std::nullopt;
  }
  std::vector<std::string_view> allowed{row->key};
  for (const std::string_view option : row->options) {
    if (!option.empty()) allowed.push_back(option);
  }
  if (row->as == As::yes) allowed.push_back("as");
  reader_.check_keys(mapping, allowed, fmt::format("the statement '{}'", row->key),
                     [&](std::string_view key) { return hint_for_unknown_option(key, *row, mapping); });
  return StatementNode{*row, mapping, *found->key, *found->value};
}

void ProgramBuilder::unknown_statement(const Node& mapping) {
  if (mapping.entries.empty()) return error(mapping, "an empty statement", "as in: {log: text}");
  const Node& key = *mapping.entries[0].key;
  error(key, fmt::format("unknown statement '{}'", key.text), hint_for_unknown_statement(key.text));
}

void ProgramBuilder::build(const StatementNode& node, const Scope& scope, StatementList& out) {
  if (node.row.statement != nullptr) return node.row.statement(*this, node, scope, out);
  std::optional<Expression> value = node.row.value(*this, node, scope);
  const Node* as = node.option("do") == nullptr ? node.option("as") : nullptr;
  std::optional<syntax::Pattern> target;
  if (as != nullptr) target = binding(*as, scope, "'as'");
  if (!value) return;
  if (target) {
    out.push_back(declaration(syntax::DeclarationKind::const_, std::move(*target), std::move(value),
                              node.at(), node.end()));
  } else {
    out.push_back(expression_statement(std::move(*value), node.end()));
    out.back().at = node.at();
  }
}

void ProgramBuilder::check_options(const Node& mapping, std::span<const std::string_view> allowed,
                                   std::string_view what) {
  reader_.check_keys(mapping, allowed, what, [](std::string_view key) {
    return find_statement(key) == nullptr ? std::string{}
                                          : fmt::format("statements stand in a list: do: [{}: …]", key);
  });
}

// --- expressions -----------------------------------------------------------------------------------------

syntax::ParseOptions ProgramBuilder::parse_options(const Node& scalar, const Scope& scope) const {
  syntax::ParseOptions options;
  options.kind = kind_;
  options.file = reader_.document().file;
  options.map = reader_.document().source_map(scalar);
  options.inside_function = scope.in_function;
  options.inside_async = scope.in_async;
  options.inside_generator = scope.in_generator;
  return options;
}

std::optional<Expression> ProgramBuilder::javascript(const Node& node, const Scope& scope,
                                                     std::string_view what) {
  if (!node.is_scalar()) {
    error(node, fmt::format("{} must be JavaScript, not {}", what, describe(node)),
          "JavaScript that begins with [ or { goes in quotes: '[1, 2]'");
    return std::nullopt;
  }
  if (node.absent) {
    error(node, fmt::format("{} is missing: JavaScript is expected", what));
    return std::nullopt;
  }
  auto result = syntax::parse_expression(node.text, parse_options(node, scope));
  if (result) return std::move(result).value();
  support::Diagnostics problems = result.errors();
  if (!problems.empty() && problems[0].hint.empty())
    problems[0].hint = hint_for_javascript(reader_.document(), node);
  reader_.add(problems);
  return std::nullopt;
}

std::optional<Expression> ProgramBuilder::expression(const Node& node, const Scope& scope,
                                                     std::string_view what) {
  if (node.is_scalar()) return javascript(node, scope, what);
  if (node.is_sequence()) {
    const bool statements = std::all_of(node.items.begin(), node.items.end(),
                                        [](const Node* item) { return item->is_mapping(); });
    if (statements && !node.items.empty()) return callback(node, scope, what);
    error(node, fmt::format("{} must be JavaScript, not a list", what),
          "a JavaScript array goes in quotes: '[1, 2]'; a function without statements is {do: []}");
    return std::nullopt;
  }
  const bool is_statement = std::any_of(node.entries.begin(), node.entries.end(), [](const NodeEntry& entry) {
    return find_statement(entry.key->text) != nullptr;
  });
  if (!is_statement) {
    if (node.find("do") != nullptr) return callback(node, scope, what);
    error(node, fmt::format("{} must be JavaScript or a statement that has a value, not a mapping", what),
          "a JavaScript object goes in quotes: '{a: 1}'; a function is {as: a, do: […]}");
    return std::nullopt;
  }
  const auto parts = take_apart(node);
  if (!parts) return std::nullopt;
  if (parts->row.value == nullptr) {
    error(parts->key, fmt::format("the statement '{}' has no value", parts->row.key));
    return std::nullopt;
  }
  const Node* as = node.find("as");
  if (as != nullptr && node.find("do") == nullptr) {
    error(*as, "'as' has nothing to name here: the value is used at once");
  }
  return parts->row.value(*this, *parts, scope);
}

std::optional<Expression> ProgramBuilder::callback(const Node& node, const Scope& scope,
                                                   std::string_view what) {
  if (node.is_scalar()) return javascript(node, scope, what);
  if (node.is_sequence()) {
    syntax::Function result = function(node, &node, syntax::FunctionKind::arrow, what);
    shorten_arrow(node, result);
    return arrow(std::move(result));
  }
  static constexpr std::string_view kKeys[] = {"as", "async", "do"};
  if (node.find("do") == nullptr && !node.entries.empty() &&
      find_statement(node.entries[0].key->text) != nullptr) {
    error(node, fmt::format("{} must be a list of statements", what),
          node.flow ? "put the statement in [ ]: [log: done]" : "begin the statement with \"- \"");
    return std::nullopt;
  }
  check_options(node, kKeys, what);
  return callback_of_options(node, scope, what);
}

std::optional<Expression> ProgramBuilder::callback_of_options(const Node& mapping, const Scope& scope,
                                                              std::string_view what) {
  const Node* list = mapping.find("do");
  if (list == nullptr) {
    error(mapping,
          fmt::format("{} needs 'do': a list of statements or JavaScript that names a function", what));
    return std::nullopt;
  }
  if (list->is_scalar()) {
    for (const std::string_view option : {"as", "async"}) {
      if (const Node* extra = mapping.find(option)) {
        error(*extra, fmt::format("'{}' goes with a 'do' that is a list of statements", option));
      }
    }
    return javascript(*list, scope, "'do'");
  }
  syntax::Function result = function(mapping, list, syntax::FunctionKind::arrow, "'do'");
  shorten_arrow(*list, result);
  return arrow(std::move(result));
}

std::vector<syntax::Element> ProgramBuilder::arguments(const Node& list, const Scope& scope,
                                                       std::string_view what) {
  std::vector<syntax::Element> out;
  if (!list.is_sequence()) {
    error(list, fmt::format("{} must be a list of expressions, not {}", what, describe(list)),
          "as in: [1, name, \"'text'\"]");
    return out;
  }
  for (const Node* item : list.items) {
    if (!item->is_scalar() || !item->text.starts_with("...")) {
      if (auto value = expression(*item, scope, "an argument")) out.emplace_back(std::move(*value));
      continue;
    }
    syntax::ParseOptions options = parse_options(*item, scope);
    if (options.map.exact) options.map.line_starts[0].column += 3;
    if (auto value = accept(syntax::parse_expression(std::string_view(item->text).substr(3), options))) {
      out.emplace_back(syntax::Spread{std::move(*value)});
    }
  }
  return out;
}

// --- names and functions ---------------------------------------------------------------------------------

std::optional<syntax::Pattern> ProgramBuilder::binding(const Node& name, const Scope& scope,
                                                       std::string_view what) {
  if (!name.is_scalar() || name.absent) {
    error(name, fmt::format("{} must be a name or a pattern, not {}", what, describe(name)),
          "a pattern goes in quotes: '{a, b}', '[a, b]'");
    return std::nullopt;
  }
  return accept(syntax::parse_binding(name.text, parse_options(name, scope)));
}

std::optional<std::string> ProgramBuilder::name(const Node& node, std::string_view what) {
  const bool good = node.is_scalar() && !node.absent && syntax::is_identifier_name(node.text) &&
                    !syntax::is_reserved_word(node.text);
  if (good) return node.text;
  if (!node.is_scalar() || node.absent) {
    error(node, fmt::format("{} must be a name, not {}", what, describe(node)));
  } else if (syntax::is_reserved_word(node.text)) {
    error(node, fmt::format("{} must be a name; '{}' is a word of JavaScript", what, node.text));
  } else {
    error(node, fmt::format("{} must be a name; '{}' is none", what, node.text));
  }
  return std::nullopt;
}

void ProgramBuilder::parameters(const Node& as, const Scope& scope, syntax::Function& function) {
  std::vector<const Node*> parts{&as};
  if (as.is_sequence()) parts = as.items;
  for (const Node* part : parts) {
    if (!part->is_scalar() || part->absent) {
      error(*part, fmt::format("a parameter must be a name or a pattern, not {}", describe(*part)),
            "a pattern goes in quotes: '{a, b}', '[a, b]'");
      continue;
    }
    auto parsed = accept(syntax::parse_parameters(part->text, parse_options(*part, scope)));
    if (!parsed) continue;
    if (function.rest) error(*part, "a rest parameter must be the last one");
    for (syntax::Parameter& parameter : parsed->parameters)
      function.parameters.push_back(std::move(parameter));
    if (parsed->rest) function.rest = std::move(parsed->rest);
  }
}

syntax::Function ProgramBuilder::function(const Node& mapping, const Node* list, syntax::FunctionKind kind,
                                          std::string_view what) {
  syntax::Function out;
  out.kind = kind;
  out.at = mapping.range.begin;
  out.end = mapping.range.end;
  if (const Node* is_async = mapping.find("async"))
    out.is_async = reader_.boolean(*is_async, "'async'").value_or(false);
  if (const Node* generator = mapping.find("generator")) {
    out.is_generator = reader_.boolean(*generator, "'generator'").value_or(false);
  }
  const Scope inside{true, out.is_async, out.is_generator, &mapping};
  if (const Node* as = mapping.find("as")) parameters(*as, inside, out);
  if (list != nullptr) out.body = body(*list, inside, what);
  return out;
}

// --- simulated I/O ---------------------------------------------------------------------------------------

std::string_view ProgramBuilder::use_io(syntax::IoForm form, const Node& at) {
  if (io_callback_ == nullptr) io_callback_ = &at;
  if (form == syntax::IoForm::promise && io_promise_ == nullptr) io_promise_ = &at;
  return syntax::io_function_name(form);
}

void ProgramBuilder::add_io_functions(syntax::Program& program) {
  StatementList functions;
  const auto add = [&](syntax::IoForm form, const Node* use) {
    if (use == nullptr) return;
    for (Statement& part : syntax::io_functions(form, kind_, use->range.begin)) {
      functions.push_back(std::move(part));
    }
  };
  add(syntax::IoForm::callback, io_callback_);
  add(syntax::IoForm::promise, io_promise_);
  program.body.insert(program.body.begin(), std::make_move_iterator(functions.begin()),
                      std::make_move_iterator(functions.end()));
}

}  // namespace asyncq::puzzle
