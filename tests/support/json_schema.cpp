#include "tests/support/json_schema.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <type_traits>

#include "support/text.h"

namespace asyncq::test {

namespace {

using nlohmann::json;
using Violations = std::vector<std::string>;

// Which schemas a keyword's argument holds.
enum class Holds : std::uint8_t { none, one, list, by_name };

// How many violations are looked for; the first is enough to know whether there is any.
enum class Wanted : std::uint8_t { all, first };

class Validator {
 public:
  Validator(const json& root, Wanted wanted) : root_(root), wanted_(wanted) {}

  Violations check(const json& schema, const json& value, const std::string& place) const {
    if (schema.is_boolean()) return when(!schema.get<bool>(), place, "is not allowed");
    if (const auto reference = schema.find("$ref"); reference != schema.end())
      return check(resolve(*reference), value, place);
    Violations found;
    for (const auto& [keyword, argument] : schema.items()) {
      const Rule rule = keywords().at(keyword).rule;
      if (rule != nullptr && add(found, (this->*rule)(argument, value, place, schema))) return found;
    }
    return found;
  }

  // Throws where some schema, whether anything reaches it or not, has a keyword that is not known here.
  static void require_known_keywords(const json& schema) {
    if (!schema.is_object()) return;
    for (const auto& [keyword, argument] : schema.items()) {
      const auto known = keywords().find(keyword);
      if (known == keywords().end())
        throw std::runtime_error("json_schema.cpp does not know the keyword '" + keyword + "'");
      if (known->second.holds == Holds::one) require_known_keywords(argument);
      if (known->second.holds != Holds::list && known->second.holds != Holds::by_name) continue;
      for (const json& part : argument) require_known_keywords(part);
    }
  }

 private:
  using Rule = Violations (Validator::*)(const json&, const json&, const std::string&, const json&) const;
  struct Keyword {
    Rule rule = nullptr;  // none: it says nothing, or is read by the rule of a neighbour
    Holds holds = Holds::none;
  };

  static const std::map<std::string, Keyword>& keywords() {
    static const std::map<std::string, Keyword> table = {
        {"$schema", {}},
        {"$id", {}},
        {"$ref", {}},
        {"$comment", {}},
        {"title", {}},
        {"description", {}},
        {"default", {}},
        {"examples", {}},
        {"definitions", {nullptr, Holds::by_name}},
        {"type", {&Validator::type}},
        {"enum", {&Validator::one_of_values}},
        {"const", {&Validator::constant}},
        {"oneOf", {&Validator::one_of, Holds::list}},
        {"anyOf", {&Validator::any_of, Holds::list}},
        {"allOf", {&Validator::all_of, Holds::list}},
        {"not", {&Validator::none_of, Holds::one}},
        {"if", {&Validator::conditional, Holds::one}},
        {"then", {nullptr, Holds::one}},
        {"else", {nullptr, Holds::one}},
        {"properties", {&Validator::properties, Holds::by_name}},
        {"patternProperties", {&Validator::pattern_properties, Holds::by_name}},
        {"additionalProperties", {&Validator::additional_properties, Holds::one}},
        {"propertyNames", {&Validator::property_names, Holds::one}},
        {"required", {&Validator::required}},
        {"dependencies", {&Validator::dependencies, Holds::by_name}},
        {"minProperties", {&Validator::min_properties}},
        {"maxProperties", {&Validator::max_properties}},
        {"items", {&Validator::items, Holds::one}},
        {"minItems", {&Validator::min_items}},
        {"maxItems", {&Validator::max_items}},
        {"uniqueItems", {&Validator::unique_items}},
        {"minLength", {&Validator::min_length}},
        {"maxLength", {&Validator::max_length}},
        {"pattern", {&Validator::pattern}},
        {"minimum", {&Validator::minimum}},
        {"maximum", {&Validator::maximum}},
        {"exclusiveMinimum", {&Validator::exclusive_minimum}},
        {"exclusiveMaximum", {&Validator::exclusive_maximum}},
    };
    return table;
  }

  const json& resolve(const std::string& reference) const {
    if (!reference.starts_with("#")) throw std::runtime_error("only local references: " + reference);
    return root_.at(json::json_pointer(reference.substr(1)));
  }

  static bool has_type(const std::string& name, const json& value) {
    if (name == "integer") {
      return value.is_number_integer() ||
             (value.is_number_float() && value == std::floor(value.get<double>()));
    }
    if (name == "number") return value.is_number();
    return name == value.type_name();
  }
  // The words are made only for a violation: nearly all that is asked holds.
  template <typename Why>
  static Violations when(bool violated, const std::string& place, const Why& why) {
    if (!violated) return {};
    if constexpr (std::is_invocable_v<Why>) {
      return {place + ": " + why()};
    } else {
      return {place + ": " + why};
    }
  }
  // Whether that is enough.
  bool add(Violations& found, const Violations& more) const {
    found.insert(found.end(), more.begin(), more.end());
    return wanted_ == Wanted::first && !found.empty();
  }
  bool is_valid(const json& schema, const json& value) const {
    return Validator(root_, Wanted::first).check(schema, value, "").empty();
  }
  static bool matches(const std::string& text, const std::string& expression) {
    static std::map<std::string, std::regex> compiled;
    const auto at = compiled.try_emplace(expression, expression).first;
    return std::regex_search(text, at->second);
  }

  // --- any value ---
  Violations type(const json& names, const json& value, const std::string& place, const json&) const {
    const bool any = names.is_array() ? std::any_of(names.begin(), names.end(),
                                                    [&](const json& name) { return has_type(name, value); })
                                      : has_type(names, value);
    return when(!any, place,
                [&] { return "is " + std::string(value.type_name()) + ", not " + names.dump(); });
  }
  Violations one_of_values(const json& values, const json& value, const std::string& place,
                           const json&) const {
    return when(std::find(values.begin(), values.end(), value) == values.end(), place,
                [&] { return value.dump() + " is none of " + values.dump(); });
  }
  Violations constant(const json& expected, const json& value, const std::string& place, const json&) const {
    return when(value != expected, place, [&] { return "is not " + expected.dump(); });
  }
  Violations one_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    const auto count = std::count_if(schemas.begin(), schemas.end(),
                                     [&](const json& schema) { return is_valid(schema, value); });
    if (count == 1) return {};
    Violations found{place + ": is valid against " + std::to_string(count) + " of oneOf"};
    if (count > 0 || wanted_ == Wanted::first) return found;
    for (const json& schema : schemas) add(found, check(schema, value, place));
    return found;
  }
  Violations any_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    const bool any = std::any_of(schemas.begin(), schemas.end(),
                                 [&](const json& schema) { return is_valid(schema, value); });
    return when(!any, place, "is valid against none of anyOf");
  }
  Violations all_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    Violations found;
    for (const json& schema : schemas) {
      if (add(found, check(schema, value, place))) return found;
    }
    return found;
  }
  Violations none_of(const json& schema, const json& value, const std::string& place, const json&) const {
    return when(is_valid(schema, value), place, "is valid against not");
  }
  Violations conditional(const json& test, const json& value, const std::string& place,
                         const json& schema) const {
    const char* branch = is_valid(test, value) ? "then" : "else";
    return schema.contains(branch) ? check(schema[branch], value, place) : Violations{};
  }

  // --- objects ---
  Violations properties(const json& schemas, const json& value, const std::string& place, const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, schema] : schemas.items()) {
      if (!value.contains(name)) continue;
      if (add(found, check(schema, value[name], place + "/" + name))) return found;
    }
    return found;
  }
  Violations pattern_properties(const json& schemas, const json& value, const std::string& place,
                                const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, member] : value.items()) {
      for (const auto& [expression, schema] : schemas.items()) {
        if (!matches(name, expression)) continue;
        if (add(found, check(schema, member, place + "/" + name))) return found;
      }
    }
    return found;
  }
  Violations additional_properties(const json& allowed, const json& value, const std::string& place,
                                   const json& schema) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, member] : value.items()) {
      if (schema.contains("properties") && schema["properties"].contains(name)) continue;
      bool matched = false;
      if (schema.contains("patternProperties")) {
        for (const auto& pattern : schema["patternProperties"].items()) {
          matched = matched || matches(name, pattern.key());
        }
      }
      if (matched) continue;
      if (add(found, check(allowed, member, place + "/" + name))) return found;
    }
    return found;
  }
  Violations property_names(const json& schema, const json& value, const std::string& place,
                            const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& member : value.items()) {
      if (add(found, check(schema, member.key(), place + "/" + member.key()))) return found;
    }
    return found;
  }
  Violations required(const json& names, const json& value, const std::string& place, const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const std::string name : names) {
      if (!value.contains(name)) found.push_back(place + ": lacks '" + name + "'");
    }
    return found;
  }
  Violations dependencies(const json& table, const json& value, const std::string& place,
                          const json& schema) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, needed] : table.items()) {
      if (!value.contains(name)) continue;
      if (add(found,
              needed.is_array() ? required(needed, value, place, schema) : check(needed, value, place)))
        return found;
    }
    return found;
  }
  Violations min_properties(const json& limit, const json& value, const std::string& place,
                            const json&) const {
    return when(value.is_object() && value.size() < limit, place, "has too few members");
  }
  Violations max_properties(const json& limit, const json& value, const std::string& place,
                            const json&) const {
    return when(value.is_object() && value.size() > limit, place, "has too many members");
  }

  // --- arrays ---
  Violations items(const json& schema, const json& value, const std::string& place, const json&) const {
    Violations found;
    if (!value.is_array()) return found;
    if (schema.is_array()) throw std::runtime_error("json_schema.cpp knows one schema for all items only");
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (add(found, check(schema, value[i], place + "/" + std::to_string(i)))) return found;
    }
    return found;
  }
  Violations min_items(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_array() && value.size() < limit, place, "has too few items");
  }
  Violations max_items(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_array() && value.size() > limit, place, "has too many items");
  }
  Violations unique_items(const json& wanted, const json& value, const std::string& place,
                          const json&) const {
    if (!wanted.get<bool>() || !value.is_array()) return {};
    const std::set<json> distinct(value.begin(), value.end());
    return when(distinct.size() != value.size(), place, "has an item twice");
  }

  // --- text and numbers ---
  Violations min_length(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_string() && length(value) < limit, place, "is too short");
  }
  Violations max_length(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_string() && length(value) > limit, place, "is too long");
  }
  static std::size_t length(const std::string& text) { return support::utf16_from_wtf8(text).size(); }
  Violations pattern(const json& expression, const json& value, const std::string& place, const json&) const {
    return when(value.is_string() && !matches(value.get<std::string>(), expression.get<std::string>()), place,
                [&] { return value.dump() + " does not match " + expression.dump(); });
  }
  Violations minimum(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_number() && value < limit, place, [&] { return "is less than " + limit.dump(); });
  }
  Violations maximum(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_number() && value > limit, place, [&] { return "is more than " + limit.dump(); });
  }
  Violations exclusive_minimum(const json& limit, const json& value, const std::string& place,
                               const json&) const {
    return when(value.is_number() && value <= limit, place,
                [&] { return "is not more than " + limit.dump(); });
  }
  Violations exclusive_maximum(const json& limit, const json& value, const std::string& place,
                               const json&) const {
    return when(value.is_number() && value >= limit, place,
                [&] { return "is not less than " + limit.dump(); });
  }

  const json& root_;
  Wanted wanted_;
};

}  // namespace

std::vector<std::string> schema_violations(const json& schema, const json& document) {
  Validator::require_known_keywords(schema);
  return Validator(schema, Wanted::all).check(schema, document, "");
}

}  // namespace asyncq::test
