#pragma once
// The early errors of what a module exports [16.2.3.1].

#include "program/scope.h"

namespace asyncq::program {

// top: the scope of the module's own names. A name that is exported twice, a variable that there is not; at
// most kMaxFaults.
[[nodiscard]] support::Diagnostics export_faults(const syntax::StatementList& body, const Scope& top,
                                                 const support::SourceFilePtr& file);

}  // namespace asyncq::program
