// A run that is watched, and ended by who watches it.

#include "engine/run.h"
#include "tests/support/catch.h"
#include "tests/unit/explore/subject.h"

using namespace asyncq;

namespace {

class StopAfter final : public engine::Watcher {
 public:
  StopAfter(int writes, int jobs) : writes_left_(writes), jobs_left_(jobs) {}
  bool on_write(trace::Stream, std::string_view) override { return --writes_left_ > 0; }
  bool on_job() override { return --jobs_left_ > 0; }

 private:
  int writes_left_;
  int jobs_left_;
};

trace::Outcome watched(const std::string& text, int writes, int jobs) {
  const auto subject = explore::test::subject(text);
  StopAfter watcher(writes, jobs);
  engine::RunOptions options = subject.options;
  options.watcher = &watcher;
  return engine::run(subject.program, options);
}

constexpr int kNever = 1'000'000;

}  // namespace

TEST_CASE("a watcher ends a run at a write", "[explore]") {
  const char* const program =
      "process.on('exit', () => console.log('exit'));\n"
      "try { console.log('a'); console.log('b'); console.log('c'); } catch { console.log('caught'); }\n"
      "finally { console.log('finally'); }\n";
  const trace::Outcome cut = watched(program, 2, kNever);
  CHECK(cut.bytes(trace::Stream::out) == "a\nb\n");
  CHECK(cut.ending.kind == trace::EndingKind::cut_short);
  const trace::Outcome whole = watched(program, kNever, kNever);
  CHECK(whole.bytes(trace::Stream::out) == "a\nb\nc\nfinally\nexit\n");
  CHECK(whole.ending.kind == trace::EndingKind::completed);
}

TEST_CASE("a watcher ends a run before a job", "[explore]") {
  const char* const program = "setTimeout(() => console.log('timer')); console.log('main');";
  CHECK(watched(program, kNever, 2).bytes(trace::Stream::out) == "main\n");
  CHECK(watched(program, kNever, 2).ending.kind == trace::EndingKind::cut_short);
}

TEST_CASE("a run is ended wherever it writes", "[explore]") {
  for (const char* const program : {
           "process.on('exit', () => { console.log('x'); process.exit(4); });",
           "process.exit(3, process.on('exit', () => console.log('x')));",
           "process.on('exit', () => console.log('x')); throw new Error('e');",
           "Promise.reject(1); process.on('exit', () => console.log('x'));",
           "process.on('uncaughtException', () => console.log('x')); throw 1;",
           "throw 1;",
       }) {
    CHECK(watched(program, 1, kNever).ending.kind == trace::EndingKind::cut_short);
  }
}
