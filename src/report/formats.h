#pragma once
// The renderers behind the table of render.h.

#include <string>

#include "report/model.h"
#include "report/render.h"

namespace asyncq::report {

[[nodiscard]] std::string grade_as_text(const GradeReport& report, Style style);
[[nodiscard]] std::string check_as_text(const CheckReport& report, Style style);
[[nodiscard]] std::string generate_as_text(const GenerateReport& report, Style style);

[[nodiscard]] std::string runtimes_as_text(const RuntimesReport& report, Style style);
[[nodiscard]] std::string compare_as_text(const CompareReport& report, Style style);
[[nodiscard]] std::string verify_as_text(const VerifyReport& report, Style style);

[[nodiscard]] std::string orders_as_text(const OrdersReport& report, Style style);

[[nodiscard]] std::string grade_as_json(const GradeReport& report, Style style);
[[nodiscard]] std::string check_as_json(const CheckReport& report, Style style);
[[nodiscard]] std::string run_as_json(const RunReport& report, Style style);
[[nodiscard]] std::string generate_as_json(const GenerateReport& report, Style style);
[[nodiscard]] std::string runtimes_as_json(const RuntimesReport& report, Style style);
[[nodiscard]] std::string compare_as_json(const CompareReport& report, Style style);
[[nodiscard]] std::string verify_as_json(const VerifyReport& report, Style style);
[[nodiscard]] std::string orders_as_json(const OrdersReport& report, Style style);
[[nodiscard]] std::string failure_as_json(const Failure& failure, Style style);

[[nodiscard]] std::string grade_as_junit(const GradeReport& report, Style style);
[[nodiscard]] std::string check_as_junit(const CheckReport& report, Style style);

}  // namespace asyncq::report
