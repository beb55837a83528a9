#include "app/program_generator.h"

#include "app/fill.h"

#include <algorithm>

namespace asyncq::app {

namespace {

constexpr int kSlotGap = 20;  // milliseconds between the due times of any two timers
constexpr int kDeepest = 4;   // callbacks in callbacks

}  // namespace

const std::vector<ProgramGenerator::StatementRow>& ProgramGenerator::statement_table() {
  using G = ProgramGenerator;
  static const std::vector<StatementRow> kRows = {
      {"output", 10, false, &G::log_statement},
      {"ticks", 5, false, &G::tick},
      {"microtasks", 5, false, &G::microtask},
      {"immediates", 4, false, &G::immediate},
      {"timers", 3, false, &G::timer},
      {"timers", 4, false, &G::short_timer},
      {"timers", 1, false, &G::cleared_timer},
      {"timers", 1, false, &G::interval},
      {"promises", 6, false, &G::declared_promise},
      {"promises", 9, false, &G::chain_statement},
      {"promises", 3, false, &G::deferred},
      {"promises", 3, false, &G::settle_deferred},
      {"async", 7, false, &G::async_function},
      {"async", 4, false, &G::async_block},
      {"async", 14, true, &G::await_statement},
      {"async", 10, true, &G::await_value},
      {"async", 3, true, &G::await_loop},
      {"async", 2, false, &G::return_statement},
      {"async", 2, false, &G::async_for_each},
      {"errors", 5, true, &G::try_await},
      {"errors", 3, false, &G::try_statement},
      {"loops", 2, false, &G::loop},
      {"loops", 2, false, &G::closure},
      {"thenables", 3, false, &G::thenable_declaration},
      {"generators", 2, false, &G::generator},
      {"generators", 3, false, &G::async_generator},
      {"generators", 4, true, &G::for_await},
      {"classes", 2, false, &G::subclass_promise},
      {"classes", 2, false, &G::class_statement},
  };
  return kRows;
}

const std::vector<ProgramGenerator::MakerRow>& ProgramGenerator::maker_table() {
  using G = ProgramGenerator;
  static const std::vector<MakerRow> kRows = {
      {"promises", 6, &G::resolved},
      {"promises", 8, &G::existing},
      {"promises", 4, &G::constructed},
      {"promises", 3, &G::adopted},
      {"promises", 5, &G::chained},
      {"timers", 2, &G::delayed},
      {"errors", 3, &G::rejected},
      {"async", 6, &G::async_call},
      {"async", 3, &G::async_arrow_call},
      {"combinators", 4, &G::combined},
      {"thenables", 5, &G::thenable_adopted},
  };
  return kRows;
}

ProgramGenerator::ProgramGenerator(const GeneratorOptions& options)
    : random_(options.seed * 8 + static_cast<std::uint64_t>(options.level)),
      level_(std::clamp(options.level, 1, 5)),
      topics_(options.topics),
      statements_left_(5 + 3 * level_ + random_.between(0, 4)),
      with_immediates_(random_.chance(50)) {}

std::string ProgramGenerator::program() {
  Context context;
  std::string text;
  while (statements_left_ > 0) text += statement(context);
  text += fill("console.log('@1');\n", {label()});
  return text;
}

bool ProgramGenerator::allowed(std::string_view topic) const {
  if (topic == "output") return true;
  const std::span<const GeneratorTopic> all = generator_topics();
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const GeneratorTopic& t) { return t.name == topic; });
  if (!topics_.empty()) return std::find(topics_.begin(), topics_.end(), topic) != topics_.end();
  return known != all.end() && known->level <= level_;
}

// A row that may be written here, by weight; never null, for one row is always allowed.
template <typename Rows>
const auto* ProgramGenerator::choose(const Rows& rows, bool in_async) {
  const auto fits = [&](const auto& row) {
    if constexpr (requires { row.needs_async; }) {
      if (row.needs_async && !in_async) return false;
    }
    return allowed(row.topic);
  };
  int total = 0;
  for (const auto& row : rows) total += fits(row) ? row.weight : 0;
  int rest = total > 0 ? random_.between(1, total) : 0;
  for (const auto& row : rows) {
    if (!fits(row)) continue;
    rest -= row.weight;
    if (rest <= 0) return &row;
  }
  return &rows.front();
}

std::string ProgramGenerator::statement(Context& context) {
  --statements_left_;
  constexpr int kAttempts = 4;
  for (int i = 0; i < kAttempts; ++i) {
    const StatementRow* row = choose(statement_table(), context.in_async);
    std::string text = (this->*row->write)(context);
    if (!text.empty()) return text;
  }
  return log_statement(context);
}

// Statements in braces' inside; the context is the callee's own, so that names declared in it end with it.
std::string ProgramGenerator::body(Context context, int least, int most) {
  std::string text;
  const int count = random_.between(least, most);
  for (int i = 0; i < count; ++i) {
    const bool shallow = context.depth < kDeepest && statements_left_ > 0;
    text += shallow ? statement(context) : log_statement(context);
  }
  return text;
}

std::string ProgramGenerator::callback(const Context& context, Time now) {
  Context callee = inside(context, now);
  callee.in_async = allowed("async") && random_.chance(10);
  callee.in_function = true;
  const std::string start = log_statement(callee);
  return fill("@1() => {\n@2@3}", {callee.in_async ? "async " : "", start, body(callee, 0, 2)});
}

ProgramGenerator::Context ProgramGenerator::inside(const Context& context, Time now) const {
  Context callee = context;
  callee.in_async = false;
  callee.in_function = true;
  callee.in_try = false;
  callee.depth += 1;
  callee.now = now;
  callee.resolvers.clear();  // settled in one place only, so that its time is known
  return callee;
}

ProgramGenerator::PromiseCode ProgramGenerator::promise(Context& context) {
  constexpr int kAttempts = 4;
  for (int i = 0; i < kAttempts; ++i) {
    const MakerRow* row = choose(maker_table(), context.in_async);
    PromiseCode code = (this->*row->write)(context);
    if (!code.text.empty()) return code;
  }
  return resolved(context);
}

std::string ProgramGenerator::label() {
  return fill("@1", {++labels_});
}

std::string ProgramGenerator::fresh(std::string_view stem) {
  return fill("@1@2", {stem, ++names_});
}

std::string ProgramGenerator::value() {
  if (random_.chance(10)) {
    static constexpr std::array<std::string_view, 4> kRare = {"undefined", "null", "true", "-1.5"};
    return std::string(kRare[random_.below(kRare.size())]);
  }
  return random_.chance(50) ? fill("@1", {random_.between(0, 99)}) : fill("'v@1'", {random_.between(1, 9)});
}

std::string ProgramGenerator::reason() {
  const int number = random_.between(1, 9);
  return random_.chance(60) ? fill("'e@1'", {number}) : fill("new Error('e@1')", {number});
}

// Due times are multiples of the gap.
bool ProgramGenerator::take_slot(int due) {
  const auto slot = static_cast<std::size_t>(due / kSlotGap);
  if (slot >= slots_.size() || slots_[slot]) return false;
  slots_[slot] = true;
  return true;
}

ProgramGenerator::Time ProgramGenerator::free_slot(int after) {
  const int earliest = after + kSlotGap * random_.between(1, 3);
  const int end = static_cast<int>(slots_.size()) * kSlotGap;
  for (int due = earliest; due < end; due += kSlotGap) {
    if (take_slot(due)) return due;
  }
  return std::nullopt;
}

}  // namespace asyncq::app
