// Calls, members and their arguments: where most of a program's lines break.

#include <algorithm>

#include "syntax/overloaded.h"
#include "syntax/printer_impl.h"

namespace asyncq::syntax {

namespace {

// With this many calls a chain that is given functions goes on lines of its own.
constexpr std::size_t kManyCalls = 3;
// A name so short that a line with nothing else would look lost.
constexpr std::size_t kShortName = 2;

bool is_call(const Expression& expression) {
  return std::holds_alternative<Call>(expression.node);
}
bool is_member(const Expression& expression) {
  return std::holds_alternative<Member>(expression.node);
}

const Expression* value_of(const Element& element) {
  const auto* value = std::get_if<Box<Expression>>(&element);
  return value != nullptr ? &**value : nullptr;
}

bool takes_function(const Expression& expression) {
  const auto* call = std::get_if<Call>(&expression.node);
  return call != nullptr &&
         std::any_of(call->arguments.begin(), call->arguments.end(), [](const Element& element) {
           const Expression* value = value_of(element);
           return value != nullptr && is_function(*value);
         });
}

bool has_block_body(const Element& element) {
  const Expression* value = value_of(element);
  if (value == nullptr || !is_function(*value)) return false;
  const Function& function = *std::get<FunctionExpression>(value->node).function;
  return !function.expression_body && !function.body.empty();
}

// Two callbacks (or objects) at the end are printed alike.
bool resembles_neighbor(const std::vector<Element>& elements) {
  if (elements.size() < 2) return false;
  const Expression* last = value_of(elements.back());
  const Expression* neighbor = value_of(elements[elements.size() - 2]);
  return last != nullptr && neighbor != nullptr && last->node.index() == neighbor->node.index();
}

// Promise.resolve(), p.then(): the first call stays on the line of what it is called on.
bool keeps_first_call(const Expression& base) {
  if (std::holds_alternative<This>(base.node)) return true;
  const auto* name = std::get_if<Identifier>(&base.node);
  if (name == nullptr) return false;
  return name->name.size() <= kShortName || (name->name[0] >= 'A' && name->name[0] <= 'Z');
}

}  // namespace

// --- arguments -----------------------------------------------------------------------------------------

Printer::Argument Printer::argument(const Element& element_here) {
  const Expression* value = value_of(element_here);
  if (value == nullptr) {
    const Piece piece = element(element_here);
    return {piece, piece, false};
  }
  if (is_arrow(*value)) {
    const Function& function = *std::get<FunctionExpression>(value->node).function;
    if (function.expression_body) {
      const Piece head = arrow_head(function);
      const Piece body = arrow_value_piece(function);
      const Piece plain = all({head, layout_.group(body)});
      if (stays_with_arrow(arrow_value(function))) return {plain, plain, true};
      // As the last argument: the closing parenthesis on a line of its own. Elsewhere the list has the comma.
      const Piece closed = all({body, text(","), layout_.hard_line()});
      return {plain, all({head, layout_.broken_group(closed)}), true};
    }
  }
  const Piece piece = expression(*value, Precedence::assignment);
  if (is_function(*value)) return {piece, piece, true};
  const auto* array = std::get_if<ArrayLiteral>(&value->node);
  const auto* object = std::get_if<ObjectLiteral>(&value->node);
  const bool has_brackets =
      (array != nullptr && !array->elements.empty()) || (object != nullptr && !object->properties.empty());
  if (!has_brackets) return {piece, piece, false};
  return {piece, layout_.broken(piece), true};
}

// (a, b, c): on one line; or with only the last (or first) one's own lines broken; or each on its own line.
Piece Printer::arguments(const std::vector<Element>& elements) {
  std::vector<Piece> plain;
  Argument last;
  std::size_t breaking = 0;
  for (const Element& element_here : elements) {
    last = argument(element_here);
    plain.push_back(last.plain);
    breaking += layout_.breaks(last.plain) ? 1 : 0;
  }
  if (plain.empty()) return text("()");
  const Piece each = list(plain, {"(", ")"});
  const Piece one_line = all({text("("), join(plain, text(", ")), text(")")});
  const bool last_breaks = layout_.breaks(plain.back());
  const bool first_breaks = layout_.breaks(plain.front()) && has_block_body(elements.front());
  if (breaking > 1 || (breaking == 1 && !(last_breaks && last.hugs) && !first_breaks)) return each;
  if (breaking == 1 && !last_breaks) return layout_.choice({one_line, each});
  if (breaking == 0 && (!last.hugs || resembles_neighbor(elements))) return each;
  plain.back() = last.broken;
  const Piece hugging = all({text("("), join(plain, text(", ")), text(")")});
  return breaking == 1 ? layout_.choice({hugging, each}) : layout_.choice({one_line, hugging, each});
}

Piece Printer::construction(const New& node) {
  const bool plain = is_member_chain(*node.callee) && !is_function(*node.callee) &&
                     !std::holds_alternative<ClassExpression>(node.callee->node);
  const Piece callee = expression(*node.callee, Precedence::sequence);
  return all({text("new "), plain ? callee : parenthesized(callee), arguments(node.arguments)});
}

// --- chains --------------------------------------------------------------------------------------------

Piece Printer::chain(const Expression& outermost) {
  Chain chain{&outermost, {}};
  while (const Expression* object = chained_object(*chain.base)) {
    chain.links.push_back(chain.base);
    chain.base = object;
  }
  std::reverse(chain.links.begin(), chain.links.end());
  const Piece base = chain_base(chain);
  std::vector<Piece> pieces;
  for (const Expression* link_here : chain.links) pieces.push_back(link(*link_here));
  const auto calls = static_cast<std::size_t>(
      std::count_if(chain.links.begin(), chain.links.end(), [](const Expression* e) { return is_call(*e); }));
  const Piece one_line = all({base, layout_.sequence(pieces)});
  return calls < 2 ? one_line : wrapped_chain(chain, pieces, base, one_line, calls);
}

Piece Printer::chain_base(const Chain& chain) {
  const Expression& base = *chain.base;
  const bool number = std::holds_alternative<NumberLiteral>(base.node) && !chain.links.empty() &&
                      is_member(*chain.links.front());
  const bool ends_chain = std::holds_alternative<OptionalChain>(base.node);
  const bool definition = is_function(base) || std::holds_alternative<ClassExpression>(base.node);
  if (number || ends_chain || definition) return parenthesized(bare(base));
  return expression(base, Precedence::call);
}

Piece Printer::link(const Expression& link_here) {
  return std::visit(Overloaded{
                        [&](const Member& node) {
                          return all({text(node.optional ? "?." : "."), text(node.name)});
                        },
                        [&](const Index& node) {
                          return all({text(node.optional ? "?.[" : "["),
                                      expression(*node.index, Precedence::sequence), text("]")});
                        },
                        [&](const Call& node) {
                          if (!node.template_parts.empty()) return tagged_template(node);
                          return all({text(node.optional ? "?." : ""), arguments(node.arguments)});
                        },
                        [&](const auto&) { return layout_.nothing(); },
                    },
                    link_here.node);
}

Piece Printer::tagged_template(const Call& node) {
  std::vector<Piece> pieces{text("`")};
  for (std::size_t i = 0; i < node.template_parts.size(); ++i) {
    pieces.push_back(text(node.template_parts[i].raw));
    if (i >= node.arguments.size()) continue;
    pieces.push_back(text("${"));
    pieces.push_back(expression(*std::get<Box<Expression>>(node.arguments[i]), Precedence::sequence));
    pieces.push_back(text("}"));
  }
  pieces.push_back(text("`"));
  return layout_.sequence(pieces);
}

// Broken, a chain has the first part on its first line and then each .name(…) on a line of its own.
Piece Printer::wrapped_chain(const Chain& chain, const std::vector<Piece>& pieces, Piece base, Piece one_line,
                             std::size_t calls) {
  const auto is_link_of = [&](std::size_t i, bool member) {
    return i < pieces.size() && is_member(*chain.links[i]) == member;
  };
  std::vector<Piece> head{base};
  std::size_t next = 0;
  while (is_link_of(next, false)) head.push_back(pieces[next++]);
  const bool keeps = next == 0 && keeps_first_call(*chain.base);
  if (keeps) {
    while (is_link_of(next, true)) head.push_back(pieces[next++]);
    while (is_link_of(next, false)) head.push_back(pieces[next++]);
  }
  std::vector<Piece> lines;
  bool breaks_early = layout_.breaks(layout_.sequence(head));
  while (next < pieces.size()) {
    if (!lines.empty() && layout_.breaks(lines.back())) breaks_early = true;
    std::vector<Piece> parts;
    while (is_link_of(next, true)) parts.push_back(pieces[next++]);
    while (is_link_of(next, false)) parts.push_back(pieces[next++]);
    lines.push_back(layout_.sequence(parts));
  }
  const std::size_t enough = keeps ? 1 : 2;
  if (lines.size() < enough) return one_line;
  std::vector<Piece> broken;
  for (const Piece line : lines) broken.push_back(all({layout_.hard_line(), line}));
  const Piece expanded = all({layout_.sequence(head), layout_.indent(layout_.sequence(broken))});
  const bool functions = std::any_of(chain.links.begin(), chain.links.end(),
                                     [](const Expression* e) { return takes_function(*e); });
  if ((calls >= kManyCalls && functions) || breaks_early) return layout_.broken_group(expanded);
  return layout_.choice({one_line, expanded});
}

}  // namespace asyncq::syntax
