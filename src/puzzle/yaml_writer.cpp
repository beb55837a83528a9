#include "puzzle/yaml_writer.h"

#include <fmt/format.h>

#include "puzzle/statement_writer.h"
#include "puzzle/words.h"
#include "puzzle/yaml_output.h"
#include "syntax/printer.h"
#include "syntax/simulated_io.h"

namespace asyncq::puzzle {

namespace {

using syntax::StatementList;

// How many statements at the top of the program are the loader's own, for simulated I/O.
std::size_t count_io_functions(const syntax::Program& program) {
  std::size_t count = 0;
  for (const syntax::IoForm form : {syntax::IoForm::callback, syntax::IoForm::promise}) {
    const StatementList own = syntax::io_functions(form, program.kind, {});
    if (program.body.size() < count + own.size()) return count;
    if (!std::equal(own.begin(), own.end(), program.body.begin() + static_cast<std::ptrdiff_t>(count)))
      return count;
    count += own.size();
  }
  return count;
}

// A puzzle that is nothing but this program, to see whether it can be read back.
std::string program_file(const YamlOutput& statements, syntax::SourceKind kind) {
  YamlOutput root = YamlOutput::mapping();
  root.set("asyncq", YamlOutput::raw(std::to_string(kFormatVersion)));
  if (kind == syntax::SourceKind::module) root.set("module", YamlOutput::raw("true"));
  root.set("program", statements);
  return root.file();
}

support::Result<Puzzle> read_back(const std::string& text) {
  return parse_puzzle(std::make_shared<support::SourceFile>("written.yaml", text));
}

// Whether this one statement, written so, means the statement.
bool says(const YamlOutput& written, const syntax::Statement& statement, syntax::SourceKind kind) {
  const auto loaded = read_back(program_file(YamlOutput::list({written}), kind));
  return loaded.ok() && !loaded->program.body.empty() && loaded->program.body.back() == statement;
}

// JavaScript that has no statements of its own, several lines of it as one.
class RawLines {
 public:
  explicit RawLines(YamlOutput& list) : list_(list) {}
  void add(const syntax::Statement& statement) { text_ += syntax::print(statement) + "\n"; }
  void flush() {
    if (text_.empty()) return;
    const bool one_line = text_.find('\n') == text_.size() - 1;
    if (one_line) text_.pop_back();
    list_.add(YamlOutput::mapping().set("js", YamlOutput::raw(std::move(text_))));
    text_.clear();
  }

 private:
  YamlOutput& list_;
  std::string text_;
};

// The program as statements, its first `own` ones being the loader's; nothing when they would say no more
// than `code` does, or not the same.
std::optional<YamlOutput> program_statements(const syntax::Program& program, std::size_t own) {
  const StatementWriter writer(own > 0);
  YamlOutput list = YamlOutput::list();
  RawLines raw(list);
  bool any = false;
  for (std::size_t i = own; i < program.body.size(); ++i) {
    const syntax::Statement& statement = program.body[i];
    std::optional<YamlOutput> written = writer.statement(statement);
    if (!written || !says(*written, statement, program.kind)) {
      raw.add(statement);
      continue;
    }
    any = true;
    raw.flush();
    list.add(std::move(*written));
  }
  raw.flush();
  list.on_lines();
  if (!any) return std::nullopt;
  const auto loaded = read_back(program_file(list, program.kind));
  if (!loaded || !(loaded->program == program)) return std::nullopt;
  return list;
}

std::optional<YamlOutput> program_statements(const syntax::Program& program) {
  const std::size_t own = count_io_functions(program);
  auto statements = program_statements(program, own);
  return statements || own == 0 ? statements : program_statements(program, 0);
}

YamlOutput lines(const std::vector<std::string>& values) {
  YamlOutput list = YamlOutput::list();
  for (const std::string& value : values)
    list.add(value.empty() ? YamlOutput::text(value) : YamlOutput::raw(value));
  return list;
}

void set_question(YamlOutput& root, const Puzzle& puzzle) {
  if (puzzle.ask == trace::Question::order) return;
  const trace::QuestionKind& kind = trace::kind_of(puzzle.ask);
  root.set("ask", YamlOutput::text(std::string(kind.word)));
  if (kind.items_key.empty()) return;
  YamlOutput items = YamlOutput::mapping();
  for (const trace::Item& item : puzzle.about_orders.items) items.set(item.name, lines(item.lines));
  root.set(std::string(kind.items_key), std::move(items));
}

YamlOutput written(const trace::WrittenAnswer& answer) {
  if (const auto* one = std::get_if<trace::Prediction>(&answer)) return lines(*one);
  if (const auto* orders = std::get_if<trace::Orders>(&answer)) {
    YamlOutput list = YamlOutput::list();
    for (const trace::Prediction& order : orders->list) list.add(lines(order));
    return list;
  }
  YamlOutput words = YamlOutput::mapping();
  for (const trace::NamedWord& each : std::get<trace::NamedWords>(answer)) {
    words.set(each.name, YamlOutput::raw(each.word));
  }
  return words;
}

YamlOutput response(const Puzzle& puzzle, const trace::Response& value) {
  if (trace::kind_of(puzzle.ask).form == trace::AnswerForm::orders)
    return written(trace::Orders{value.orders});
  trace::NamedWords words;
  for (std::size_t i = 0; i < value.words.size(); ++i) {
    if (!value.words[i].empty()) words.push_back({puzzle.about_orders.items[i].name, value.words[i]});
  }
  return written(words);
}

YamlOutput texts(const std::vector<std::string>& values) {
  YamlOutput list = YamlOutput::list();
  for (const std::string& value : values) list.add(YamlOutput::text(value));
  return list;
}

}  // namespace

std::string to_yaml(const Puzzle& puzzle) {
  YamlOutput root = YamlOutput::mapping();
  const auto set_text = [&](const char* key, const std::string& value) {
    if (!value.empty()) root.set(key, YamlOutput::text(value));
  };
  root.set("asyncq", YamlOutput::raw(std::to_string(kFormatVersion)));
  if (is_puzzle_id(puzzle.id)) root.set("id", YamlOutput::text(puzzle.id));
  set_text("title", puzzle.title);
  if (puzzle.runtime.value != "node") set_text("runtime", puzzle.runtime.value);
  if (!puzzle.runtimes.value.empty()) root.set("runtimes", texts(puzzle.runtimes.value));
  if (puzzle.module) root.set("module", YamlOutput::raw("true"));
  if (puzzle.level != 0) root.set("level", YamlOutput::raw(std::to_string(puzzle.level)));
  if (!puzzle.topics.empty()) root.set("topics", texts(puzzle.topics));
  if (puzzle.points != 1) root.set("points", YamlOutput::raw(fmt::format("{}", puzzle.points)));
  set_text("prompt", puzzle.prompt);
  set_question(root, puzzle);
  if (puzzle.orders == LegalOrders::any) root.set("orders", YamlOutput::text("any"));
  if (puzzle.jitter_ms) {
    YamlOutput time = YamlOutput::mapping();
    time.set("jitter", YamlOutput::raw(std::to_string(*puzzle.jitter_ms)));
    root.set("time", std::move(time));
  }
  for (const Word<Scoring>& row : kScorings) {
    if (puzzle.scoring == row.value) root.set("scoring", YamlOutput::text(std::string(row.word)));
  }
  if (!puzzle.program.later_scripts.empty()) {
    const auto script = [](const StatementList& body) {
      return YamlOutput::text(syntax::print(syntax::Program{syntax::SourceKind::script, body, {}}));
    };
    YamlOutput scripts = YamlOutput::list();
    scripts.add(script(puzzle.program.body));
    for (const StatementList& body : puzzle.program.later_scripts) scripts.add(script(body));
    root.set("scripts", std::move(scripts));
  } else if (auto statements = program_statements(puzzle.program)) {
    root.set("program", std::move(*statements));
  } else {
    root.set("code", YamlOutput::text(syntax::print(puzzle.program)));
  }
  if (!puzzle.hints.empty()) root.set("hints", texts(puzzle.hints));
  set_text("explanation", puzzle.explanation);
  if (puzzle.expect) root.set("expect", lines(puzzle.expect->value));
  if (puzzle.prediction) root.set("prediction", lines(puzzle.prediction->value));
  if (puzzle.about_orders.expect) root.set("expect", response(puzzle, puzzle.about_orders.expect->value));
  if (puzzle.about_orders.prediction) root.set("prediction", written(puzzle.about_orders.prediction->value));
  return root.file();
}

}  // namespace asyncq::puzzle
