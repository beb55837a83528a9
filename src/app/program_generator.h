#pragma once
// Composes a random program as JavaScript text, a production for each construct. What is legal where, which
// virtual time it is there, and what may be rejected is tracked, so that the result terminates, has one
// possible output, and rarely ends in an unhandled rejection.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/generator.h"
#include "app/random_source.h"

namespace asyncq::app {

class ProgramGenerator {
 public:
  explicit ProgramGenerator(const GeneratorOptions& options);

  [[nodiscard]] std::string program();

 private:
  // Virtual milliseconds; nothing where it is not known or not one time (a loop's body).
  using Time = std::optional<int>;

  struct PromiseName {
    std::string name;
    bool may_reject = false;
    Time settles;
  };
  struct Callable {
    std::string name;
    bool may_reject = false;
  };
  // Where a statement will stand.
  struct Context {
    bool in_async = false;
    bool in_function = false;  // return allowed
    bool in_try = false;       // a throw is caught
    int depth = 0;
    Time now = 0;
    std::vector<PromiseName> promises;
    std::vector<Callable> async_functions;  // declared, of one parameter
    std::vector<std::string> thenables;
    std::vector<std::string> resolvers;  // of promises that are not settled yet
  };
  // A piece of code that makes a promise.
  struct PromiseCode {
    std::string text;
    bool may_reject = false;
    Time settles;
  };
  // A function given to then, catch or finally.
  struct Handler {
    std::string text;
    bool may_reject = false;  // it throws or hands a rejection on
    Time settles;
  };
  using Statement = std::string (ProgramGenerator::*)(Context&);
  using Maker = PromiseCode (ProgramGenerator::*)(Context&);
  struct StatementRow {
    std::string_view topic;
    int weight;
    bool needs_async;
    Statement write;  // an empty text: not possible here
  };
  struct MakerRow {
    std::string_view topic;
    int weight;
    Maker write;
  };
  static const std::vector<StatementRow>& statement_table();
  static const std::vector<MakerRow>& maker_table();

  static constexpr int kDeepestTry = 3;

  // --- the frame (program_generator.cpp) ---
  [[nodiscard]] bool allowed(std::string_view topic) const;
  std::string statement(Context& context);
  std::string body(Context context, int least, int most);
  std::string callback(const Context& context, Time now);  // () => { … }, run by a queue
  PromiseCode promise(Context& context);
  std::string label();
  std::string fresh(std::string_view stem);
  std::string value();
  std::string reason();
  [[nodiscard]] Context inside(const Context& context, Time now) const;
  // A due time that no other timer has, at least one gap after the given time; nothing: none is left.
  Time free_slot(int after);
  bool take_slot(int due);
  template <typename Rows>
  const auto* choose(const Rows& rows, bool in_async);

  // --- queues and timers (generate_queues.cpp) ---
  std::string log_statement(Context& context);
  std::string tick(Context& context);
  std::string microtask(Context& context);
  std::string immediate(Context& context);
  std::string timer(Context& context);
  std::string short_timer(Context& context);
  std::string cleared_timer(Context& context);
  std::string interval(Context& context);

  // --- promises (generate_promises.cpp) ---
  std::string declared_promise(Context& context);
  std::string chain_statement(Context& context);
  std::string deferred(Context& context);
  std::string settle_deferred(Context& context);
  std::string thenable_declaration(Context& context);
  std::string subclass_promise(Context& context);
  PromiseCode resolved(Context& context);
  PromiseCode rejected(Context& context);
  PromiseCode existing(Context& context);
  PromiseCode constructed(Context& context);
  PromiseCode adopted(Context& context);
  PromiseCode delayed(Context& context);
  PromiseCode chained(Context& context);
  PromiseCode combined(Context& context);
  PromiseCode thenable_adopted(Context& context);
  PromiseCode link(PromiseCode source, Context& context);
  PromiseCode handled(PromiseCode source);
  Handler handler(const Context& context, Time now, bool takes_reason);

  // --- async functions (generate_async.cpp) ---
  std::string async_function(Context& context);
  std::string async_block(Context& context);
  std::string await_statement(Context& context);
  std::string await_value(Context& context);
  std::string try_await(Context& context);
  std::string await_loop(Context& context);
  std::string for_await(Context& context);
  std::string async_for_each(Context& context);
  std::string async_generator(Context& context);
  std::string generator(Context& context);
  std::string return_statement(Context& context);
  PromiseCode async_call(Context& context);
  PromiseCode async_arrow_call(Context& context);
  std::string async_body(Context& context, bool& may_reject, Time& ends);

  // --- the language around them (generate_language.cpp) ---
  std::string try_statement(Context& context);
  std::string loop(Context& context);
  std::string closure(Context& context);
  std::string class_statement(Context& context);

  RandomSource random_;
  int level_;
  std::vector<std::string> topics_;
  int statements_left_;
  int labels_ = 0;
  int names_ = 0;
  bool with_immediates_ = false;  // else short timers: an immediate races with those
  std::array<bool, 16> slots_{};  // due times that timers have taken
};

}  // namespace asyncq::app
