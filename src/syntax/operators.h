#pragma once
// The operators as tables: spelling, token and precedence, for the parser and the printer alike. [13]

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "syntax/ast.h"
#include "syntax/token.h"

namespace asyncq::syntax {

// From the loosest to the tightest; each level's operands are of its own level or tighter.
enum class Precedence : std::uint8_t {
  sequence,
  assignment,  // also arrows and yield
  conditional,
  coalesce,
  logical_or,
  logical_and,
  bitwise_or,
  bitwise_xor,
  bitwise_and,
  equality,
  relational,
  shift,
  additive,
  multiplicative,
  exponent,
  unary,  // also await
  update,
  call,    // LeftHandSideExpression: calls, members, optional chains
  member,  // what may stand after 'new': no call
  primary,
};

[[nodiscard]] constexpr Precedence tighter(Precedence precedence) {
  return static_cast<Precedence>(static_cast<std::uint8_t>(precedence) + 1);
}

struct BinaryRow {
  TokenKind token;
  Precedence precedence;
  std::variant<BinaryOperator, LogicalOperator> op;
};
// The row of a binary or logical operator's token; null for other tokens.
[[nodiscard]] const BinaryRow* find_binary(TokenKind token);
[[nodiscard]] const BinaryRow& row(BinaryOperator op);
[[nodiscard]] const BinaryRow& row(LogicalOperator op);

[[nodiscard]] std::optional<AssignmentOperator> find_assignment(TokenKind token);
[[nodiscard]] std::optional<UnaryOperator> find_unary(TokenKind token);
[[nodiscard]] std::string_view spelling(BinaryOperator op);
[[nodiscard]] std::string_view spelling(LogicalOperator op);
[[nodiscard]] std::string_view spelling(AssignmentOperator op);
[[nodiscard]] std::string_view spelling(UnaryOperator op);
[[nodiscard]] std::string_view spelling(UpdateOperator op);

}  // namespace asyncq::syntax
