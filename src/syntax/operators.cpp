#include "syntax/operators.h"

#include <array>
#include <cstddef>
#include <iterator>

namespace asyncq::syntax {

namespace {

constexpr BinaryRow kBinaryRows[] = {
    {TokenKind::plus, Precedence::additive, BinaryOperator::add},
    {TokenKind::minus, Precedence::additive, BinaryOperator::subtract},
    {TokenKind::star, Precedence::multiplicative, BinaryOperator::multiply},
    {TokenKind::slash, Precedence::multiplicative, BinaryOperator::divide},
    {TokenKind::percent, Precedence::multiplicative, BinaryOperator::remainder},
    {TokenKind::star_star, Precedence::exponent, BinaryOperator::exponent},
    {TokenKind::equal, Precedence::equality, BinaryOperator::equal},
    {TokenKind::not_equal, Precedence::equality, BinaryOperator::not_equal},
    {TokenKind::strict_equal, Precedence::equality, BinaryOperator::strict_equal},
    {TokenKind::strict_not_equal, Precedence::equality, BinaryOperator::strict_not_equal},
    {TokenKind::less, Precedence::relational, BinaryOperator::less},
    {TokenKind::less_equal, Precedence::relational, BinaryOperator::less_equal},
    {TokenKind::greater, Precedence::relational, BinaryOperator::greater},
    {TokenKind::greater_equal, Precedence::relational, BinaryOperator::greater_equal},
    {TokenKind::ampersand, Precedence::bitwise_and, BinaryOperator::bitwise_and},
    {TokenKind::bar, Precedence::bitwise_or, BinaryOperator::bitwise_or},
    {TokenKind::caret, Precedence::bitwise_xor, BinaryOperator::bitwise_xor},
    {TokenKind::shift_left, Precedence::shift, BinaryOperator::shift_left},
    {TokenKind::shift_right, Precedence::shift, BinaryOperator::shift_right},
    {TokenKind::shift_right_unsigned, Precedence::shift, BinaryOperator::shift_right_unsigned},
    {TokenKind::kw_instanceof, Precedence::relational, BinaryOperator::instance_of},
    {TokenKind::kw_in, Precedence::relational, BinaryOperator::in},
    {TokenKind::ampersand_ampersand, Precedence::logical_and, LogicalOperator::logical_and},
    {TokenKind::bar_bar, Precedence::logical_or, LogicalOperator::logical_or},
    {TokenKind::question_question, Precedence::coalesce, LogicalOperator::coalesce},
};
constexpr std::size_t kLogicalBegin = static_cast<std::size_t>(BinaryOperator::in) + 1;

constexpr std::array<std::uint8_t, kTokenKinds> rows_by_token() {
  std::array<std::uint8_t, kTokenKinds> rows{};
  rows.fill(std::size(kBinaryRows));
  for (std::size_t i = 0; i < std::size(kBinaryRows); ++i) {
    rows[static_cast<std::size_t>(kBinaryRows[i].token)] = static_cast<std::uint8_t>(i);
  }
  return rows;
}
constexpr std::array<std::uint8_t, kTokenKinds> kRowsByToken = rows_by_token();

// In the order of AssignmentOperator.
constexpr TokenKind kAssignments[] = {
    TokenKind::assign,
    TokenKind::plus_assign,
    TokenKind::minus_assign,
    TokenKind::star_assign,
    TokenKind::slash_assign,
    TokenKind::percent_assign,
    TokenKind::star_star_assign,
    TokenKind::ampersand_assign,
    TokenKind::bar_assign,
    TokenKind::caret_assign,
    TokenKind::shift_left_assign,
    TokenKind::shift_right_assign,
    TokenKind::shift_right_unsigned_assign,
    TokenKind::ampersand_ampersand_assign,
    TokenKind::bar_bar_assign,
    TokenKind::question_question_assign,
};
// In the order of UnaryOperator.
constexpr TokenKind kUnaries[] = {
    TokenKind::minus,     TokenKind::plus,    TokenKind::exclamation, TokenKind::tilde,
    TokenKind::kw_typeof, TokenKind::kw_void, TokenKind::kw_delete,
};

template <typename Operator, std::size_t N>
std::optional<Operator> find(const TokenKind (&tokens)[N], TokenKind token) {
  for (std::size_t i = 0; i < N; ++i) {
    if (tokens[i] == token) return static_cast<Operator>(i);
  }
  return std::nullopt;
}

}  // namespace

const BinaryRow* find_binary(TokenKind token) {
  const std::size_t index = kRowsByToken[static_cast<std::size_t>(token)];
  return index < std::size(kBinaryRows) ? &kBinaryRows[index] : nullptr;
}

const BinaryRow& row(BinaryOperator op) {
  return kBinaryRows[static_cast<std::size_t>(op)];
}
const BinaryRow& row(LogicalOperator op) {
  return kBinaryRows[kLogicalBegin + static_cast<std::size_t>(op)];
}

std::optional<AssignmentOperator> find_assignment(TokenKind token) {
  if (token < TokenKind::assign || token > TokenKind::question_question_assign) return std::nullopt;
  return find<AssignmentOperator>(kAssignments, token);
}

std::optional<UnaryOperator> find_unary(TokenKind token) {
  return find<UnaryOperator>(kUnaries, token);
}

std::string_view spelling(BinaryOperator op) {
  return spelling(row(op).token);
}
std::string_view spelling(LogicalOperator op) {
  return spelling(row(op).token);
}
std::string_view spelling(AssignmentOperator op) {
  return spelling(kAssignments[static_cast<std::size_t>(op)]);
}
std::string_view spelling(UnaryOperator op) {
  return spelling(kUnaries[static_cast<std::size_t>(op)]);
}
std::string_view spelling(UpdateOperator op) {
  return op == UpdateOperator::increment ? "++" : "--";
}

}  // namespace asyncq::syntax
