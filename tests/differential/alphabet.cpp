#include "tests/differential/alphabet.h"

#include <array>
#include <string_view>

namespace asyncq::test {

namespace {

// @ stands for the letter of the statement's place in the word. The gate is a promise that all share.
constexpr std::string_view kPrelude =
    "let open;\nconst gate = new Promise((resolve) => { open = resolve; });\n";
constexpr std::array kStatements = {
    std::string_view("process.nextTick(() => console.log('@'));"),
    std::string_view("queueMicrotask(() => console.log('@'));"),
    std::string_view("setImmediate(() => { console.log('@1'); queueMicrotask(() => console.log('@2')); });"),
    std::string_view("process.nextTick(() => queueMicrotask(() => console.log('@')));"),
    std::string_view("queueMicrotask(() => process.nextTick(() => console.log('@')));"),
    std::string_view("Promise.resolve().then(() => console.log('@1')).then(() => console.log('@2'));"),
    std::string_view("Promise.reject(0).catch(() => console.log('@1')).then(() => console.log('@2'));"),
    std::string_view("Promise.resolve().finally(() => console.log('@1')).then(() => console.log('@2'));"),
    std::string_view("Promise.resolve().then(() => Promise.resolve()).then(() => console.log('@'));"),
    std::string_view("Promise.reject(0).finally(() => {}).catch(() => console.log('@'));"),
    std::string_view("(async () => { console.log('@1'); await null; console.log('@2'); })();"),
    std::string_view(
        "(async () => { await Promise.resolve(); console.log('@1'); await 0; console.log('@2'); })();"),
    std::string_view("(async () => 0)().then(() => console.log('@'));"),
    std::string_view("(async () => Promise.resolve())().then(() => console.log('@'));"),
    std::string_view("(async () => await Promise.resolve())().then(() => console.log('@'));"),
    std::string_view("(async () => { throw 0; })().catch(() => console.log('@'));"),
    std::string_view("(async () => { try { await Promise.reject(0); } catch { console.log('@1'); } finally { "
                     "console.log('@2'); } })();"),
    std::string_view("new Promise((resolve) => resolve({ then(f) { console.log('@1'); f(); } }))"
                     ".then(() => console.log('@2'));"),
    std::string_view(
        "(async () => { await { then(f) { console.log('@1'); f(); } }; console.log('@2'); })();"),
    std::string_view("Promise.all([0, Promise.resolve()]).then(() => console.log('@'));"),
    std::string_view("gate.then(() => console.log('@1')).then(() => console.log('@2'));"),
    std::string_view("(async () => { await gate; console.log('@'); })();"),
    std::string_view("(async () => gate)().then(() => console.log('@'));"),
    std::string_view("open();"),
    std::string_view("open(Promise.resolve());"),
    std::string_view("queueMicrotask(open);"),
};

}  // namespace

std::size_t alphabet_size() {
  return kStatements.size();
}

std::string word(std::size_t length, std::size_t number) {
  std::string text(kPrelude);
  for (std::size_t place = 0; place < length; ++place) {
    for (const char character : kStatements[number % kStatements.size()]) {
      text += character == '@' ? static_cast<char>('a' + place) : character;
    }
    text += '\n';
    number /= kStatements.size();
  }
  return text + "console.log('end');\n";
}

}  // namespace asyncq::test
