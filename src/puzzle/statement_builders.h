#pragma once
// What each statement of the YAML notation means in JavaScript: the functions behind the table in
// statements.cpp. Signatures as BuildStatement and BuildValue say.

#include "puzzle/program_builder.h"

namespace asyncq::puzzle {

using StatementBuilder = void(ProgramBuilder&, const StatementNode&, const Scope&, syntax::StatementList&);
using ValueBuilder = std::optional<syntax::Expression>(ProgramBuilder&, const StatementNode&, const Scope&);

// statement_basics.cpp: output, variables, calls, raw JavaScript
StatementBuilder build_output, build_declarations, build_set, build_raw, build_return, build_throw;
ValueBuilder build_call, build_await, build_yield;

// statement_control.cpp: functions, branches, loops, exceptions
StatementBuilder build_function, build_if, build_for, build_while, build_try, build_jump;
ValueBuilder build_function_value;

// statement_scheduling.cpp: timers, ticks, microtasks, blocking work, simulated I/O
StatementBuilder build_busy;
ValueBuilder build_timer, build_soon, build_clear, build_io;

// statement_promises.cpp: promises, chains, callbacks over arrays
StatementBuilder build_promise;
ValueBuilder build_promise_value, build_on, build_array_method;

}  // namespace asyncq::puzzle
