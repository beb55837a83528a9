// Pages: tasks, microtasks between listeners, frames, mutation observers, events of the window. What is
// expected is what Chromium 156 printed for these programs.

#include <set>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/execute.h"

using namespace asyncq;

namespace {

std::string words(const std::string& program, trace::Stream stream = trace::Stream::out) {
  const test::Execution execution = test::execute("program.js", program, {.runtime = "browser"});
  if (!execution.accepted()) return execution.rejected;
  std::string out = execution.outcome.bytes(stream);
  for (char& letter : out) {
    if (letter == '\n') letter = ' ';
  }
  return out;
}

std::set<std::string> all_orders(const std::string& program) {
  std::set<std::string> found;
  scheduler::ExhaustiveChooser chooser;
  constexpr int kMostRuns = 1000;
  for (int run = 0; run < kMostRuns; ++run) {
    found.insert(test::execute("program.js", program, {.runtime = "browser", .chooser = &chooser}).out());
    if (!chooser.next_run()) return found;
  }
  FAIL("too many orders");
  return found;
}

constexpr const char* kLog = "const log = console.log;\n";

}  // namespace

TEST_CASE("page: a task is taken only when the microtasks of the one before have run", "[page]") {
  CHECK(words(std::string(kLog) + R"(
setTimeout(() => { log('A'); queueMicrotask(() => log('A micro')); }, 0);
setTimeout(() => log('B'), 0);
log('sync');
)") == "sync A A micro B ");
}

TEST_CASE("page: microtasks run between listeners that a task calls", "[page]") {
  const std::string listeners = std::string(kLog) + R"(
const listen = target => {
  target.addEventListener('message', () => { log('one'); Promise.resolve().then(() => log('one micro')); });
  target.addEventListener('message', () => { log('two'); Promise.resolve().then(() => log('two micro')); });
};
)";
  CHECK(words(listeners + R"(
const channel = new MessageChannel();
listen(channel.port1);
channel.port1.start();
channel.port2.postMessage(1);
)") == "one one micro two two micro ");
  CHECK(words(listeners + "listen(window); postMessage(1, '*');") == "one one micro two two micro ");
  CHECK(words(listeners + "listen(window); dispatchEvent(new Event('message')); log('after');") ==
        "one two after one micro two micro ");
}

TEST_CASE("page: a click goes down to its target and up again", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const outer = document.createElement('div');
const inner = document.createElement('div');
outer.appendChild(inner);
document.body.append(outer);
new MutationObserver(() => log('mutate')).observe(outer, { attributes: true });
const onClick = () => {
  log('click');
  setTimeout(() => log('timeout'), 0);
  Promise.resolve().then(() => log('promise'));
  outer.setAttribute('data-x', 'y');
};
inner.addEventListener('click', onClick);
outer.addEventListener('click', onClick);
window.addEventListener('click', e => log('capture', e.eventPhase, e.target === inner), true);
inner.click();
)") == "capture 1 true click click promise mutate promise timeout timeout ");
}

TEST_CASE("page: stopPropagation, once, removal and handler properties", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const button = document.createElement('button');
document.body.append(button);
const gone = () => log('NO');
button.onclick = () => log('first handler');
button.addEventListener('click', () => { log('once'); button.removeEventListener('click', gone); }, { once: true });
button.addEventListener('click', gone);
button.addEventListener('click', e => { log('stops'); e.stopPropagation(); });
document.body.addEventListener('click', () => log('NO'));
button.onclick = e => { log('handler'); return false; };
button.addEventListener('click', e => log(e.defaultPrevented, e.isTrusted));
button.click();
button.click();
)") == "handler once stops true false handler stops true false ");
}

TEST_CASE("page: a mutation observer is told once, in a microtask", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const node = document.createElement('div');
new MutationObserver(records => log('observed', records.length)).observe(node, { attributes: true });
Promise.resolve().then(() => log('before'));
node.setAttribute('a', 1);
Promise.resolve().then(() => log('after'));
node.setAttribute('b', 1);
log('sync');
)") == "sync before observed 2 after ");
}

TEST_CASE("page: what a mutation record says", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const a = document.createElement('div'), b = document.createElement('span');
a.appendChild(b);
const told = r => [r.type, r.attributeName, r.oldValue, r.addedNodes.length, r.removedNodes.length,
  r.target.nodeName].join('/');
new MutationObserver(records => log(records.map(told).join(' ')))
  .observe(a, { attributes: true, childList: true, characterData: true, subtree: true, attributeOldValue: true });
a.setAttribute('x', '1'); a.setAttribute('x', '2');
b.textContent = 'hi'; b.firstChild.data = 'ho'; b.textContent = 'hu';
a.removeChild(b); b.setAttribute('q', 1);
a.id = 'i'; a.className = 'c'; a.classList.add('d');
)") == "attributes/x//0/0/DIV attributes/x/1/0/0/DIV childList///1/0/SPAN characterData///0/0/#text "
       "childList///1/1/SPAN childList///0/1/DIV attributes/q//0/0/SPAN attributes/id//0/0/DIV "
       "attributes/class//0/0/DIV attributes/class/c/0/0/DIV ");
}

TEST_CASE("page: a port that delivers posts a task for each message that has come meanwhile", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const c = new MessageChannel();
c.port1.onmessage = e => log('message', e.data);
c.port2.postMessage(1); setTimeout(() => log('a'), 0);
c.port2.postMessage(2); setTimeout(() => log('b'), 0);
c.port2.postMessage(3);
setTimeout(() => { log('c'); setTimeout(() => log('c nested'), 0); }, 0);
setTimeout(() => log('d'), 0);
)") == "message 1 a b c d message 2 message 3 c nested ");
  CHECK(words(std::string(kLog) + R"(
const c = new MessageChannel(); c.port1.onmessage = e => log('c', e.data);
const d = new MessageChannel(); d.port1.onmessage = e => log('d', e.data);
onmessage = e => log('window', e.data);
c.port2.postMessage(1); postMessage(1); setTimeout(() => log('a'), 0);
d.port2.postMessage(1); postMessage(2, '*'); c.port2.postMessage(2);
setTimeout(() => log('b'), 0); postMessage(3, '*'); d.port2.postMessage(2);
)") == "c 1 window 1 a d 1 window 2 b window 3 c 2 d 2 ");
}

TEST_CASE("page: delays are clamped from the seventh timer in a row on, over promises too", "[page]") {
  CHECK(words(R"(
(async () => {
  const deltas = [];
  for (let last = performance.now(); deltas.length < 9;) {
    await new Promise(resolve => setTimeout(resolve, 0));
    deltas.push(performance.now() - last);
    last = performance.now();
  }
  console.log(deltas.join(' '));
})();
)") == "0 0 0 0 0 0 4 4 4 ");
}

TEST_CASE("page: a timer without a delay goes before overdue ones", "[page]") {
  CHECK(words(std::string(kLog) + R"(
const busy = ms => { const begin = Date.now(); while (Date.now() - begin < ms); };
setTimeout(() => log('ten'), 10);
busy(30);
setTimeout(() => log('zero'), 0);
)") == "zero ten ");
}

TEST_CASE("page: a frame and a timer without a delay race", "[page]") {
  const std::string program = std::string(kLog) + R"(
requestAnimationFrame(() => { log('frame'); Promise.resolve().then(() => log('micro')); });
requestAnimationFrame(() => log('frame too'));
setTimeout(() => log('timer'), 0);
)";
  CHECK(words(program) == "timer frame micro frame too ");
  CHECK(all_orders(program) ==
        std::set<std::string>{"timer\nframe\nmicro\nframe too\n", "frame\nmicro\nframe too\ntimer\n"});
}

TEST_CASE("page: the next frame is 16.7 ms after this one", "[page]") {
  CHECK(all_orders(std::string(kLog) + R"(
requestAnimationFrame(() => {
  log('frame');
  requestAnimationFrame(() => log('next frame'));
  setTimeout(() => log('timer'), 5);
});
requestAnimationFrame(() => log('same frame'));
cancelAnimationFrame(requestAnimationFrame(() => log('NO')));
)") == std::set<std::string>{"frame\nsame frame\ntimer\nnext frame\n"});
}

TEST_CASE("page: idle callbacks run when nothing else is to be done", "[page]") {
  CHECK(words(std::string(kLog) + R"(
requestIdleCallback(deadline => log('idle', deadline.didTimeout));
setTimeout(() => log('timer'), 0);
setTimeout(() => log('late'), 60);
)") == "timer idle false late ");
}

TEST_CASE("page: an exception ends only its own callback", "[page]") {
  const std::string program = std::string(kLog) + R"(
addEventListener('error', e => { log('event', e.message); Promise.resolve().then(() => log('event micro')); });
queueMicrotask(() => { log('A'); throw new Error('micro'); });
queueMicrotask(() => log('B'));
setTimeout(() => { log('T'); Promise.resolve().then(() => log('T micro')); throw new Error('timer'); }, 0);
setTimeout(() => log('U'), 0);
log('sync');
)";
  CHECK(words(program) ==
        "sync A event Uncaught Error: micro B event micro T event Uncaught Error: timer T micro "
        "event micro U ");
  CHECK(words("throw new Error('x');", trace::Stream::err) == "Uncaught Error: x     at program.js:1:7 ");
  CHECK(words("onerror = (message, file, line) => { console.log(message, line); return true; };\nthrow "
              "'text';") == "Uncaught text 2 ");
}

TEST_CASE("page: listeners that dispatch for ever, and observers that change what they observe", "[page]") {
  CHECK(words("const p = document.createElement('p'); p.onclick = () => p.click(); p.click(); "
              "console.log('after');") == "after ");
  CHECK(words("const p = document.createElement('p'); p.onclick = () => p.click(); p.click();",
              trace::Stream::err)
            .starts_with("Uncaught RangeError: Maximum call stack size exceeded"));
  engine::Limits limits;
  limits.max_steps = 1'000'000;
  const test::Execution endless =
      test::execute("program.js",
                    "const p = document.createElement('p'); new MutationObserver(() => "
                    "p.append('x')).observe(p, {childList: true});"
                    "p.append('x');",
                    {.runtime = "browser", .limits = limits});
  CHECK(endless.outcome.ending.kind == trace::EndingKind::starved);
}

TEST_CASE("page: unhandledrejection is a task of its own", "[page]") {
  CHECK(words(std::string(kLog) + R"(
addEventListener('unhandledrejection', e => { log('event', e.reason); e.preventDefault(); });
const late = Promise.reject('handled by a timer');
setTimeout(() => late.catch(() => log('caught')), 0);
Promise.reject('A');
Promise.resolve().then(() => setTimeout(() => log('timer'), 0));
queueMicrotask(() => { Promise.reject('B'); });
)") == "caught timer event A event B ");
  CHECK(words(std::string(kLog) + R"(
addEventListener('unhandledrejection', e => log('unhandled', e.reason));
addEventListener('rejectionhandled', e => log('handled', e.reason));
const promise = Promise.reject('r');
setTimeout(() => promise.catch(() => log('catch')), 20);
)") == "unhandled r catch handled r ");
}

TEST_CASE("page: what the console says of values", "[page]") {
  CHECK(
      words("console.log([1, 2], {a: 1}, new Map([[1, 2]]), Promise.resolve(1), a => a, class A {}, -0, "
            "new (class Foo {})(), Object.create(null), document.createElement('p'), new Event('x'), window, "
            "document.body, Math);") ==
      "Array(2) Object Map(1) Promise a => a class A {} -0 Foo Object p Event Window body Math ");
}

TEST_CASE("page: loading ends after the script and the tasks that it queued", "[page]") {
  CHECK(words(std::string(kLog) + R"(
document.addEventListener('DOMContentLoaded', () => { log('parsed'); Promise.resolve().then(() => log('micro')); });
addEventListener('load', () => log('loaded', document.readyState));
setTimeout(() => log('timer'), 0);
log(document.readyState);
)") == "loading timer parsed micro loaded complete ");
}

TEST_CASE("page: what only browsers have is refused elsewhere", "[page]") {
  CHECK(test::lacks_something("requestAnimationFrame(() => {});", "node24"));
  CHECK_FALSE(test::lacks_something("requestAnimationFrame(() => {});", "browser"));
  CHECK(test::lacks_something("setImmediate(() => {});", "browser"));
}

TEST_CASE("page: a selector that is not modelled ends the run, whatever the program catches", "[page]") {
  const test::Execution execution = test::execute(
      "program.js", "try { document.querySelector('ul > li'); } catch (error) { console.log('caught'); }",
      {.runtime = "browser"});
  CHECK(execution.out().empty());
  CHECK(execution.outcome.ending.kind == trace::EndingKind::limit);
  CHECK(execution.outcome.ending.error == "asyncq does not model the selector 'ul > li', which line 1 uses");
}
