#include "puzzle/latency.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "support/text.h"
#include "syntax/printer.h"

namespace asyncq::puzzle {

using syntax::Expression;

namespace {

constexpr std::string_view kAny = "any";
constexpr std::string_view kBetween = "..";
constexpr std::string_view kExamples = "as in: ms: 20, ms: 5..20 or ms: any";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A number as people write one, with a sign and a fraction perhaps.
std::optional<double> plain_number(std::string_view text) {
  const std::string_view unsigned_text = text.substr(!text.empty() && text[0] == '-' ? 1 : 0);
  const std::size_t point = std::min(unsigned_text.find('.'), unsigned_text.size());
  const std::string_view whole = unsigned_text.substr(0, point);
  const std::string_view fraction = unsigned_text.substr(std::min(point + 1, unsigned_text.size()));
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  if (!digits(whole) || (point < unsigned_text.size() && !digits(fraction))) return std::nullopt;
  return std::strtod(std::string(text).c_str(), nullptr);
}

// Something between two dots and something, and no JavaScript: 5..20, and what was meant to be one.
struct Interval {
  std::string_view least;
  std::string_view greatest;
};
std::optional<Interval> interval_in(std::string_view text) {
  const auto is_of_end = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
           c == '+' || c == '_' || c == ' ';
  };
  const std::size_t between = text.find(kBetween);
  if (between == std::string_view::npos || !std::all_of(text.begin(), text.end(), is_of_end)) {
    return std::nullopt;
  }
  return Interval{support::trim(text.substr(0, between)),
                  support::trim(text.substr(between + kBetween.size()))};
}

// What keeps numbers from being a latency.
struct Fault {
  std::string message;
  std::string hint;
};
std::optional<Fault> fault_of(double milliseconds, std::string_view text) {
  if (milliseconds < 0) return Fault{fmt::format("no operation takes {} ms", text), std::string(kExamples)};
  if (milliseconds > kMostLatencyMs) {
    return Fault{fmt::format("{} ms are too many: a latency is at most {:.0f} ms", text, kMostLatencyMs),
                 "ms: any is a latency that nobody knows"};
  }
  return std::nullopt;
}

std::optional<Fault> fault_of(const Interval& interval) {
  const auto least = plain_number(interval.least);
  const auto greatest = plain_number(interval.greatest);
  if (!least || !greatest) {
    return Fault{"both ends of an interval of latencies are numbers", std::string(kExamples)};
  }
  if (auto fault = fault_of(*least, interval.least)) return fault;
  if (auto fault = fault_of(*greatest, interval.greatest)) return fault;
  if (*least > *greatest) {
    return Fault{fmt::format("an interval begins with its least latency: {} is more than {}", interval.least,
                             interval.greatest),
                 fmt::format("did you mean {}..{}?", interval.greatest, interval.least)};
  }
  return std::nullopt;
}

Expression number(std::string_view text, support::SourcePosition at) {
  return {syntax::NumberLiteral{std::abs(*plain_number(text))}, at, at};
}

const double* literal(const Expression& expression) {
  const auto* number = std::get_if<syntax::NumberLiteral>(&expression.node);
  return number == nullptr ? nullptr : &number->value;
}

}  // namespace

std::optional<std::vector<Expression>> read_latency(ProgramBuilder& builder, const Node& node,
                                                    const Scope& scope) {
  if (!node.is_scalar()) {
    builder.error(node, fmt::format("'ms' must be a latency, not {}", describe(node)),
                  std::string(kExamples));
    return std::nullopt;
  }
  const std::string_view text = support::trim(node.text);
  if (text == kAny) return std::vector<Expression>{};
  std::optional<Fault> fault;
  const auto interval = interval_in(text);
  if (interval) {
    fault = fault_of(*interval);
  } else if (const auto milliseconds = plain_number(text)) {
    fault = fault_of(*milliseconds, text);
  }
  if (fault) {
    builder.error(node, fault->message, fault->hint);
    return std::nullopt;
  }
  std::vector<Expression> latencies;
  if (interval) {
    const support::SourcePosition at = node.range.begin;
    latencies.push_back(number(interval->least, at));
    latencies.push_back(number(interval->greatest, at));
    return latencies;
  }
  auto latency = builder.javascript(node, scope, "'ms'");
  if (!latency) return std::nullopt;
  latencies.push_back(std::move(*latency));
  return latencies;
}

bool looks_like_interval(std::string_view text) {
  return interval_in(text).has_value();
}

std::optional<std::string> latency_text(const std::vector<const Expression*>& arguments) {
  if (arguments.empty()) return std::string(kAny);
  if (arguments.size() == 1) return syntax::print(*arguments[0]);
  if (arguments.size() > 2 || literal(*arguments[0]) == nullptr || literal(*arguments[1]) == nullptr) {
    return std::nullopt;
  }
  return syntax::print(*arguments[0]) + std::string(kBetween) + syntax::print(*arguments[1]);
}

}  // namespace asyncq::puzzle
