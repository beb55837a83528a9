#include "puzzle/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "puzzle/puzzle.h"

namespace asyncq::puzzle {

namespace {

constexpr int kMostAmount = 1'000'000;

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::optional<double> decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool is_number(const Node& node) {
  if (!node.is_scalar()) return false;
  const ScalarType type = scalar_type(node);
  return type == ScalarType::integer || type == ScalarType::floating;
}

// Nothing also for a number that is infinite, none, too large, or not in decimal digits.
std::optional<double> number(const Node& node) {
  return is_number(node) ? decimal(node.text) : std::nullopt;
}

// For a value in quotes that would be right without them.
std::string quote_hint(const Node& node) {
  if (!node.is_scalar() || node.style == ScalarStyle::plain || node.tagged_text) return {};
  Node plain;
  plain.text = node.text;
  return scalar_type(plain) == ScalarType::text ? std::string{}
                                                : "remove the quotes: a value in quotes is text";
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string lower = lower_case(word);
  for (const std::string_view candidate : candidates) {
    if (lower_case(candidate) == lower) return fmt::format("did you mean '{}'?", candidate);
  }
  const std::string_view near = support::nearest(word, {candidates.begin(), candidates.end()});
  return near.empty() ? std::string{} : fmt::format("did you mean '{}'?", near);
}

std::string list_of(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

void Reader::error(const Node& at, std::string message, std::string hint) {
  add({{support::Severity::error, document_.file, at.range, std::move(message), std::move(hint)}});
}

void Reader::add(const support::Diagnostics& problems) {
  for (const support::Diagnostic& problem : problems) {
    if (problems_.size() < kMaxProblems) problems_.push_back(problem);
  }
}

bool Reader::keeps_lines(const Node& scalar, std::string_view key) {
  const bool plain_lines = scalar.style == ScalarStyle::plain &&
                           document_.text.compare(scalar.offset, scalar.text.size(), scalar.text) != 0;
  if (!plain_lines && scalar.style != ScalarStyle::folded) return true;
  error(scalar, fmt::format("YAML would join the lines of '{}' into one", key),
        fmt::format("several lines begin on the line after '{}: |'", key));
  return false;
}

void Reader::wrong_type(const Node& node, std::string_view what, std::string_view expected,
                        std::string hint) {
  error(node, fmt::format("{} must be {}, not {}", what, expected, describe(node)), std::move(hint));
}

std::optional<std::string> Reader::text(const Node& node, std::string_view what) {
  if (!node.is_scalar() || node.absent) {
    wrong_type(node, what, "text");
    return std::nullopt;
  }
  if (scalar_type(node) != ScalarType::text) {
    wrong_type(node, what, "text", fmt::format("to mean the text, put it in quotes: '{}'", node.text));
    return std::nullopt;
  }
  return node.text;
}

std::optional<bool> Reader::boolean(const Node& node, std::string_view what) {
  if (node.is_scalar() && scalar_type(node) == ScalarType::boolean) {
    return node.text[0] == 't' || node.text[0] == 'T';
  }
  const bool quoted = node.is_scalar() && node.style != ScalarStyle::plain;
  wrong_type(node, what, "true or false", quoted ? quote_hint(node) : "YAML has no other words for them");
  return std::nullopt;
}

std::optional<int> Reader::integer(const Node& node, std::string_view what, int least, int most) {
  const std::optional<double> value = number(node);
  if (value && *value == std::floor(*value) && *value >= least && *value <= most)
    return static_cast<int>(*value);
  if (value || is_number(node)) {
    error(node, fmt::format("{} must be a whole number from {} to {}", what, least, most));
  } else {
    wrong_type(node, what, fmt::format("a whole number from {} to {}", least, most), quote_hint(node));
  }
  return std::nullopt;
}

std::optional<double> Reader::amount(const Node& node, std::string_view what) {
  const std::optional<double> value = number(node);
  if (value && *value >= 0 && *value <= kMostAmount) return value;
  if (value && *value < 0) {
    error(node, fmt::format("{} must not be negative", what));
  } else if (value || is_number(node)) {
    error(node, fmt::format("{} must be a number from 0 to {}, in decimal digits", what, kMostAmount));
  } else {
    wrong_type(node, what, "a number", quote_hint(node));
  }
  return std::nullopt;
}

std::vector<std::string> Reader::texts(const Node& node, std::string_view what) {
  std::vector<std::string> values;
  if (!node.is_sequence()) {
    wrong_type(node, what, "a list", "a list of one entry is written [entry]");
    return values;
  }
  for (const Node* item : node.items) {
    if (auto value = text(*item, fmt::format("each entry of {}", what))) values.push_back(std::move(*value));
  }
  return values;
}

std::optional<std::vector<std::string>> Reader::lines(const Node& node, std::string_view what) {
  if (!node.is_sequence()) {
    wrong_type(node, what, "a list of printed lines", "a list of one line is written [line]");
    return std::nullopt;
  }
  std::vector<std::string> values;
  bool good = true;
  for (const Node* item : node.items) {
    if (item->is_scalar() && !item->absent) {
      values.push_back(item->text);
      continue;
    }
    good = false;
    if (item->is_scalar()) {
      error(*item, fmt::format("an entry of {} is missing", what), "an empty line is written ''");
    } else {
      error(*item, fmt::format("each entry of {} is one printed line, not {}", what, describe(*item)),
            "put a line with ': ', brackets or braces in quotes");
    }
  }
  if (!good) return std::nullopt;
  return values;
}

std::optional<std::size_t> Reader::word_index(const Node& mapping, std::string_view key,
                                              std::span<const std::string_view> known) {
  const Node* node = mapping.find(key);
  if (node == nullptr) return std::nullopt;
  const auto value = text(*node, key);
  if (!value) return std::nullopt;
  const auto found = std::find(known.begin(), known.end(), *value);
  if (found != known.end()) return static_cast<std::size_t>(found - known.begin());
  error(*node, fmt::format("{} must be {}, not '{}'", key, list_of(known), *value),
        did_you_mean(*value, known));
  return std::nullopt;
}

bool Reader::version(const Node& root, std::string_view what) {
  const Node* node = root.find("asyncq");
  if (node == nullptr) {
    error(root, fmt::format("{} begins with 'asyncq: {}', the version of its format", what, kFormatVersion));
    return false;
  }
  const std::optional<double> value = number(*node);
  if (value && *value == kFormatVersion) return true;
  error(*node,
        value ? fmt::format("format version {} is not known: this asyncq reads version {}", *value,
                            kFormatVersion)
              : fmt::format("asyncq must be {}, the version of the format, not {}", kFormatVersion,
                            describe(*node)),
        quote_hint(*node));
  return false;
}

void Reader::check_keys(const Node& mapping, std::span<const std::string_view> allowed, std::string_view what,
                        const KeyHint& hint_for) {
  for (const NodeEntry& entry : mapping.entries) {
    const std::string& key = entry.key->text;
    if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
    std::string hint = hint_for == nullptr ? "" : hint_for(key);
    if (hint.empty()) hint = did_you_mean(key, allowed);
    if (hint.empty() && mapping.flow && entry.value->absent) {
      hint = "between { and } a comma ends the value before it: put that value in quotes";
    }
    if (hint.empty()) hint = fmt::format("{} takes {}", what, list_of(allowed));
    error(*entry.key, fmt::format("unknown key '{}' in {}", key, what), std::move(hint));
  }
}

}  // namespace asyncq::puzzle
