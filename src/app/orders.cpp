// asyncq run --all: every legal order of a program.

#include <fmt/format.h>

#include <array>

#include "app/commands.h"
#include "app/console.h"
#include "app/event_name.h"
#include "app/runtimes.h"
#include "explore/races.h"
#include "explore/token.h"
#include "puzzle/puzzle.h"

namespace asyncq::app {

namespace {

const char* name(trace::ChoiceKind kind) {
  switch (kind) {
    case trace::ChoiceKind::timer_due:
      return "timer_due";
    case trace::ChoiceKind::timer_order:
      return "timer_order";
    case trace::ChoiceKind::poll_order:
      return "poll_order";
    case trace::ChoiceKind::poll_ready:
      return "poll_ready";
  }
  return "timer_due";
}

report::Racer reported(const explore::Racer& racer) {
  return {event_name(racer.queue), racer.at};
}

report::Race reported(const explore::Race& race) {
  return {name(race.kind), race.alternatives, reported(race.won), reported(race.lost)};
}

}  // namespace

support::Result<report::OrdersReport> list_orders(const puzzle::Puzzle& puzzle,
                                                  const CommonOptions& options) {
  const support::Result<Executable> executable = prepare(puzzle, options.runtime);
  if (!executable) return executable.errors();
  const engine::RunOptions run_options = run_options_for(*executable, options.limits);
  const std::uint64_t subject = token_subject(puzzle, *executable->policy, run_options.lateness);
  const explore::Orders orders = explore::explore_all(executable->program, run_options, options.budget);
  report::OrdersReport report{std::string(executable->policy->id), puzzle.id, {}, {}, false, orders.states};
  report.shortfall = shortfall_text(orders.shortfall, options.budget);
  report.is_limited = !exceeded_option(orders.shortfall, options.budget).empty();
  for (const explore::Order& order : orders.orders) {
    report::LegalOrder& listed = report.orders.emplace_back();
    listed.outcome = order.outcome;
    listed.token = explore::encode_token(order.choices, subject);
    for (const explore::Race& race : explore::races_of(executable->program, run_options, order.choices)) {
      listed.races.push_back(reported(race));
    }
  }
  return report;
}

int run_all(const RunOptions& options, World& world) {
  Console console(world, options.common);
  const report::Renderer* renderer =
      console.renderer("run", [](const report::Renderer& row) { return row.orders != nullptr; });
  if (renderer == nullptr) return 2;
  const support::Result<puzzle::Puzzle> puzzle = puzzle::load_puzzle(options.file, options.common.load);
  if (!puzzle) return console.refuse(puzzle.errors());
  const support::Result<report::OrdersReport> report = list_orders(*puzzle, options.common);
  if (!report) return console.refuse(report.errors());
  const int written = console.deliver(renderer->orders(*report, console.style()), 0);
  if (!report->shortfall.empty()) {
    console.warn("not all legal orders were found: " + report->shortfall,
                 report->is_limited ? "--max-orders, --max-states and --max-steps raise the limits" : "");
  }
  return written;
}

}  // namespace asyncq::app
