// What all nodes share, and the entry points of the printer.

#include "syntax/printer.h"

#include "syntax/printer_impl.h"

namespace asyncq::syntax {

Piece Printer::join(const std::vector<Piece>& pieces, Piece separator) {
  std::vector<Piece> joined;
  joined.reserve(pieces.size() * 2);
  for (const Piece piece : pieces) {
    if (!joined.empty()) joined.push_back(separator);
    joined.push_back(piece);
  }
  return layout_.sequence(joined);
}

// Items between brackets, all on one line or each on its own.
Piece Printer::list(const std::vector<Piece>& items, ListStyle style) {
  if (items.empty()) return all({text(style.open), text(style.close)});
  const Piece space = style.spaced ? layout_.line() : layout_.soft_line();
  const Piece comma =
      style.trailing_comma ? layout_.if_broken(text(","), layout_.nothing()) : layout_.nothing();
  const Piece separator = all({text(","), layout_.line()});
  return layout_.group(all({text(style.open), layout_.indent(all({space, join(items, separator), comma})),
                            space, text(style.close)}));
}

Piece Printer::parenthesized_if_broken(Piece piece) {
  const Piece open = layout_.if_broken(text("("), layout_.nothing());
  const Piece close = layout_.if_broken(text(")"), layout_.nothing());
  return layout_.group(
      all({open, layout_.indent(all({layout_.soft_line(), piece})), layout_.soft_line(), close}));
}

// An expression at a place where some cannot come first.
Piece Printer::beginning(BeginningOf place, const Expression& expression_here, Precedence minimum) {
  const Expression* outer = std::exchange(misread_, misread_part(expression_here, place));
  const Piece piece = expression(expression_here, minimum);
  misread_ = outer;
  return piece;
}

namespace {

// Within an element of a page, text ends where the element's end tag stands, in a string as well.
std::string as_element(const std::string& code) {
  constexpr std::string_view kEndTag = "</script";
  std::string out = "<script>\n";
  for (std::size_t begin = 0; begin < code.size();) {
    const std::size_t end = std::min(code.find(kEndTag, begin), code.size());
    out.append(code, begin, end - begin);
    if (end < code.size()) out += "<\\/script";
    begin = end + kEndTag.size();
  }
  return out + "</script>\n";
}

}  // namespace

std::string Printer::print(const Program& program) {
  if (!program.later_scripts.empty()) {
    std::string page = as_element(print(Program{program.kind, program.body, {}}));
    for (const StatementList& script : program.later_scripts)
      page += as_element(print(Program{program.kind, script, {}}));
    return page;
  }
  if (program.body.empty()) return {};
  return layout_.print(all({statements(program.body, true, true), layout_.hard_line()}));
}

std::string Printer::print(const Statement& statement_here) {
  return layout_.print(statement(statement_here));
}
std::string Printer::print(const Expression& expression_here) {
  return layout_.print(expression(expression_here, Precedence::sequence));
}
std::string Printer::print(const Pattern& pattern_here) {
  return layout_.print(pattern(pattern_here));
}

std::string print(const Program& program) {
  return Printer().print(program);
}
std::string print(const Statement& statement) {
  return Printer().print(statement);
}
std::string print(const Expression& expression) {
  return Printer().print(expression);
}
std::string print(const Pattern& pattern) {
  return Printer().print(pattern);
}

}  // namespace asyncq::syntax
