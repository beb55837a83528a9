#include "tests/support/json_schema.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>

#include "support/text.h"

namespace asyncq::test {

namespace {

using nlohmann::json;
using Violations = std::vector<std::string>;

class Validator {
 public:
  explicit Validator(const json& root) : root_(root) {}

  Violations check(const json& schema, const json& value, const std::string& place) const {
    if (schema.is_boolean())
      return schema.get<bool>() ? Violations{} : Violations{place + ": is not allowed"};
    if (schema.contains("$ref")) return check(resolve(schema["$ref"]), value, place);
    Violations found;
    for (const auto& [keyword, argument] : schema.items()) {
      const auto rule = rules().find(keyword);
      if (rule != rules().end()) {
        const Violations more = (this->*rule->second)(argument, value, place, schema);
        found.insert(found.end(), more.begin(), more.end());
      } else if (!annotations().contains(keyword)) {
        throw std::runtime_error("json_schema.cpp does not know the keyword '" + keyword + "'");
      }
    }
    return found;
  }

 private:
  using Rule = Violations (Validator::*)(const json&, const json&, const std::string&, const json&) const;

  static const std::set<std::string>& annotations() {
    static const std::set<std::string> table = {"$schema", "$id", "$comment", "title", "description",
                                                "default", "examples", "definitions",
                                                // Read by the rules of their neighbours.
                                                "then", "else"};
    return table;
  }

  static const std::map<std::string, Rule>& rules() {
    static const std::map<std::string, Rule> table = {
        {"type", &Validator::type},
        {"enum", &Validator::one_of_values},
        {"const", &Validator::constant},
        {"oneOf", &Validator::one_of},
        {"anyOf", &Validator::any_of},
        {"allOf", &Validator::all_of},
        {"not", &Validator::none_of},
        {"if", &Validator::conditional},
        {"properties", &Validator::properties},
        {"patternProperties", &Validator::pattern_properties},
        {"additionalProperties", &Validator::additional_properties},
        {"propertyNames", &Validator::property_names},
        {"required", &Validator::required},
        {"dependencies", &Validator::dependencies},
        {"minProperties", &Validator::min_properties},
        {"maxProperties", &Validator::max_properties},
        {"items", &Validator::items},
        {"minItems", &Validator::min_items},
        {"maxItems", &Validator::max_items},
        {"uniqueItems", &Validator::unique_items},
        {"minLength", &Validator::min_length},
        {"maxLength", &Validator::max_length},
        {"pattern", &Validator::pattern},
        {"minimum", &Validator::minimum},
        {"maximum", &Validator::maximum},
        {"exclusiveMinimum", &Validator::exclusive_minimum},
        {"exclusiveMaximum", &Validator::exclusive_maximum},
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
  static Violations when(bool violated, const std::string& place, const std::string& why) {
    return violated ? Violations{place + ": " + why} : Violations{};
  }
  std::size_t valid_against(const json& schemas, const json& value) const {
    return static_cast<std::size_t>(std::count_if(schemas.begin(), schemas.end(), [&](const json& schema) {
      return check(schema, value, "").empty();
    }));
  }

  // --- any value ---
  Violations type(const json& names, const json& value, const std::string& place, const json&) const {
    const json list = names.is_array() ? names : json::array({names});
    const bool any =
        std::any_of(list.begin(), list.end(), [&](const json& name) { return has_type(name, value); });
    return when(!any, place, "is " + std::string(value.type_name()) + ", not " + names.dump());
  }
  Violations one_of_values(const json& values, const json& value, const std::string& place,
                           const json&) const {
    return when(std::find(values.begin(), values.end(), value) == values.end(), place,
                value.dump() + " is none of " + values.dump());
  }
  Violations constant(const json& expected, const json& value, const std::string& place, const json&) const {
    return when(value != expected, place, "is not " + expected.dump());
  }
  Violations one_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    const std::size_t count = valid_against(schemas, value);
    if (count == 1) return {};
    Violations found{place + ": is valid against " + std::to_string(count) + " of oneOf"};
    for (const json& schema : schemas) {
      const Violations why = count == 0 ? check(schema, value, place) : Violations{};
      found.insert(found.end(), why.begin(), why.end());
    }
    return found;
  }
  Violations any_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    return when(valid_against(schemas, value) == 0, place, "is valid against none of anyOf");
  }
  Violations all_of(const json& schemas, const json& value, const std::string& place, const json&) const {
    Violations found;
    for (const json& schema : schemas) {
      const Violations more = check(schema, value, place);
      found.insert(found.end(), more.begin(), more.end());
    }
    return found;
  }
  Violations none_of(const json& schema, const json& value, const std::string& place, const json&) const {
    return when(check(schema, value, place).empty(), place, "is valid against not");
  }
  Violations conditional(const json& test, const json& value, const std::string& place,
                         const json& schema) const {
    const char* branch = check(test, value, place).empty() ? "then" : "else";
    return schema.contains(branch) ? check(schema[branch], value, place) : Violations{};
  }

  // --- objects ---
  Violations properties(const json& schemas, const json& value, const std::string& place, const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, schema] : schemas.items()) {
      if (!value.contains(name)) continue;
      const Violations more = check(schema, value[name], place + "/" + name);
      found.insert(found.end(), more.begin(), more.end());
    }
    return found;
  }
  Violations pattern_properties(const json& schemas, const json& value, const std::string& place,
                                const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& [name, member] : value.items()) {
      for (const auto& [expression, schema] : schemas.items()) {
        if (!std::regex_search(name, std::regex(expression))) continue;
        const Violations more = check(schema, member, place + "/" + name);
        found.insert(found.end(), more.begin(), more.end());
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
          matched = matched || std::regex_search(name, std::regex(pattern.key()));
        }
      }
      if (matched) continue;
      const Violations more = check(allowed, member, place + "/" + name);
      found.insert(found.end(), more.begin(), more.end());
    }
    return found;
  }
  Violations property_names(const json& schema, const json& value, const std::string& place,
                            const json&) const {
    Violations found;
    if (!value.is_object()) return found;
    for (const auto& member : value.items()) {
      const Violations more = check(schema, member.key(), place + "/" + member.key());
      found.insert(found.end(), more.begin(), more.end());
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
      const Violations more =
          needed.is_array() ? required(needed, value, place, schema) : check(needed, value, place);
      found.insert(found.end(), more.begin(), more.end());
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
      const Violations more = check(schema, value[i], place + "/" + std::to_string(i));
      found.insert(found.end(), more.begin(), more.end());
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
    return when(value.is_string() &&
                    !std::regex_search(value.get<std::string>(), std::regex(expression.get<std::string>())),
                place, value.dump() + " does not match " + expression.dump());
  }
  Violations minimum(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_number() && value < limit, place, "is less than " + limit.dump());
  }
  Violations maximum(const json& limit, const json& value, const std::string& place, const json&) const {
    return when(value.is_number() && value > limit, place, "is more than " + limit.dump());
  }
  Violations exclusive_minimum(const json& limit, const json& value, const std::string& place,
                               const json&) const {
    return when(value.is_number() && value <= limit, place, "is not more than " + limit.dump());
  }
  Violations exclusive_maximum(const json& limit, const json& value, const std::string& place,
                               const json&) const {
    return when(value.is_number() && value >= limit, place, "is not less than " + limit.dump());
  }

  const json& root_;
};

}  // namespace

std::vector<std::string> schema_violations(const json& schema, const json& document) {
  return Validator(schema).check(schema, document, "");
}

}  // namespace asyncq::test
