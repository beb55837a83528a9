#pragma once
// JSON Schema draft-07, as much of it as the project's schemas use. A keyword that is not known here is a
// failed test, never ignored.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace asyncq::test {

// Why the document is not valid, each with its place ("/results/0/status: …"); empty: it is valid.
[[nodiscard]] std::vector<std::string> schema_violations(const nlohmann::json& schema,
                                                         const nlohmann::json& document);

}  // namespace asyncq::test
