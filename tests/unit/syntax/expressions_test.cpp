// Expressions, clause by clause. [13]

#include "tests/unit/syntax/reading.h"

using namespace asyncq;
using namespace asyncq::test;

TEST_CASE("syntax: 13.15.1, 13.6 to 13.13 precedence and associativity", "[syntax]") {
  check_readings({
      {"(a + b) + c; a + (b + c)", "a + b + c;\na + (b + c);"},
      {"(a * b) + c; a * (b + c); (a + b) * c", "a * b + c;\na * (b + c);\n(a + b) * c;"},
      {"a - (b - c); (a - b) - c; a / (b * c)", "a - (b - c);\na - b - c;\na / (b * c);"},
      {"a ** (b ** c); (a ** b) ** c; a ** -b; (-a) ** b",
       "a ** b ** c;\n(a ** b) ** c;\na ** -b;\n(-a) ** b;"},
      {"-(a ** b); (a++) ** b; (++a) ** b; (await_) ** b", "-(a ** b);\na++ ** b;\n++a ** b;\nawait_ ** b;"},
      {"a && (b || c); (a && b) || c; a || (b && c)", "a && (b || c);\na && b || c;\na || b && c;"},
      {"a && (b && c); (a && b) && c", "a && (b && c);\na && b && c;"},
      {"(a ?? b) || c; a ?? (b || c); (a && b) ?? c; a ?? b ?? c",
       "(a ?? b) || c;\na ?? (b || c);\n(a && b) ?? c;\na ?? b ?? c;"},
      {"a | b ^ c & d == e < f << g + h * i", "a | b ^ c & d == e < f << g + h * i;"},
      {"((((a | b) ^ c) & d) == e) < f", "((((a | b) ^ c) & d) == e) < f;"},
      {"a in b instanceof c; a < (b < c)", "a in b instanceof c;\na < (b < c);"},
      {"a === b !== c; a >>> b >> c << d", "a === b !== c;\na >>> b >> c << d;"},
      {"(a, b), c; f((a, b), c)", "(a, b), c;\nf((a, b), c);"},
      {"a ? b : c ? d : e; (a ? b : c) ? d : e; a ? (b, c) : (d, e)",
       "a ? b : c ? d : e;\n(a ? b : c) ? d : e;\na ? (b, c) : (d, e);"},
      {"a = b = c; a = (b, c); (a = b) + c", "a = b = c;\na = (b, c);\n(a = b) + c;"},
      {"a ? b = c : d = e", "a ? b = c : d = e;"},
  });
}

TEST_CASE("syntax: 13.4, 13.5 unary and update operators", "[syntax]") {
  check_readings({
      {"- -a; + +a; -+a; - --a; -(-(-a)); !(!a); ~-a", "- -a;\n+ +a;\n-+a;\n- --a;\n- - -a;\n!!a;\n~-a;"},
      {"a - -b; a + +b; a - --b; a-- - b; a+++b", "a - -b;\na + +b;\na - --b;\na-- - b;\na++ + b;"},
      {"typeof typeof a; void 0; delete a.b; typeof (a + b); (typeof a) + b",
       "typeof typeof a;\nvoid 0;\ndelete a.b;\ntypeof (a + b);\ntypeof a + b;"},
      {"(a)++; ++(a.b); --a[b]", "a++;\n++a.b;\n--a[b];"},
      {"-a ** b", "1:1: the left operand of '**' needs parentheses here [write (-a) ** b or -(a ** b)]"},
      {"async () => { await a ** b }",
       "1:15: the left operand of '**' needs parentheses here [write (-a) ** b or -(a ** b)]"},
      {"1++; ++f()",
       "1:1: '++' and '--' need a name or a property to change\n1:8: '++' and '--' need a name or a property "
       "to change"},
  });
}

TEST_CASE("syntax: 13.3 calls, members, new and optional chains", "[syntax]") {
  check_readings({
      {"a.b[c](d).e", "a.b[c](d).e;"},
      {"new a; new a(); new a.b(c).d; new (a())(); new (a.b().c)(); (new a).b; new new a()()",
       "new a();\nnew a();\nnew a.b(c).d;\nnew (a())();\nnew (a.b().c)();\nnew a().b;\nnew new a()();"},
      {"new (a?.b)(); new (import(a))(); new (function () {})(); new (class {})()",
       "new (a?.b)();\nnew (import(a))();\nnew (function () {})();\nnew (class {})();"},
      {"a?.b.c(d)?.[e]?.(f); (a?.b).c; (a?.b)(); (a?.b.c)?.d",
       "a?.b.c(d)?.[e]?.(f);\n(a?.b).c;\n(a?.b)();\n(a?.b.c)?.d;"},
      {"a?.5 : b", "a ? 0.5 : b;"},
      {"a?.5:b", "a ? 0.5 : b;"},
      {"f(...a, b, ...c,)", "f(...a, b, ...c);"},
      {"(function () {})(); (() => {})(); (async () => { await a })()",
       "(function () {})();\n(() => {})();\n(async () => {\n  await a;\n})();"},
      {"import('a').then(b)", "import('a').then(b);"},
      {"new a?.b()", "1:6: '?.' cannot stand in what 'new' constructs"},
      {"a?.`b`", "1:4: expected a property name, '[' or '(' after '?.', found a template"},
      {"a?.b = c",
       "1:1: invalid assignment target: expected a name, a property or a destructuring pattern before '=' "
       "[did you mean '===' ?]"},
      {"a..b", "1:3: expected a property name after '.', found '.'"},
  });
}

TEST_CASE("syntax: 13.2.4, 13.2.5 arrays and objects", "[syntax]") {
  check_readings({
      {"x = [, a,, b, ...c,,]", "x = [, a, , b, ...c, ,];"},
      {"x = [,]; y = [a,]; z = []", "x = [,];\ny = [a];\nz = [];"},
      {"({ a, b: c, 'd': e, 'f-g': h, 1: i, 0x10: j, 1.50: k, [l]: m, ...n })",
       "({ a, b: c, d: e, 'f-g': h, 1: i, 16: j, '1.5': k, [l]: m, ...n });"},
      {"({ get a() {}, set a(b) {}, async c() {}, *d() {}, async *e() {}, f() {} })",
       "({ get a() {}, set a(b) {}, async c() {}, *d() {}, async *e() {}, f() {} });"},
      {"({ get: 1, set, async, static: 2, get() {}, await: 3 })",
       "({ get: 1, set, async, static: 2, get() {}, await: 3 });"},
      {"({ get get() {}, set set(a) {}, async async() {}, async get() {}, *async() {} })",
       "({\n  get get() {},\n  set set(a) {},\n  async async() {},\n  async get() {},\n  *async() {},\n});"},
      {"({ __proto__: a, ['__proto__']: b, __proto__() {} })",
       "({ __proto__: a, ['__proto__']: b, __proto__() {} });"},
      {"({ __proto__: a, '__proto__': b })", "1:18: an object literal may set __proto__ only once"},
      {"({ a b })", "1:6: expected ':' after the property name, found 'b'"},
      {"({ if })", "1:4: 'if' is a reserved word and cannot be the name of a variable"},
      {"({ a = 1 })",
       "1:6: a default value '=' may only stand in a destructuring pattern [in an object, a property is "
       "written name: value]"},
      {"f({ a = 1 })",
       "1:7: a default value '=' may only stand in a destructuring pattern [in an object, a property is "
       "written name: value]"},
  });
}

TEST_CASE("syntax: 15.3, 15.9 arrow functions", "[syntax]") {
  check_readings({
      {"a => b; (a) => b; () => {}; (a, b,) => c; (...a) => b",
       "(a) => b;\n(a) => b;\n() => {};\n(a, b) => c;\n(...a) => b;"},
      {"a => b => c, d", "(a) => (b) => c, d;"},
      {"() => ({}); () => ({}).a; () => [] ; () => (a, b); () => ({ a } = b)",
       "() => ({});\n() => ({}).a;\n() => [];\n() => (a, b);\n() => ({ a } = b);"},
      {"() => function () {}; () => class {}.a", "() => function () {};\n() => (class {}).a;"},
      {"({ a = 1, b: [c = 2, ...d] = [], ...e }, f = {}) => a",
       "({ a = 1, b: [c = 2, ...d] = [], ...e }, f = {}) => a;"},
      {"async a => await a; async (a) => { await a }; async () => 1; async(a); async; async.a",
       "async (a) => await a;\nasync (a) => {\n  await a;\n};\nasync () => 1;\nasync(a);\nasync;\nasync.a;"},
      {"async ({ a = 1 }, [b]) => a", "async ({ a = 1 }, [b]) => a;"},
      {"a ? (b) : c => d; a ? async (b) => c : d", "a ? b : (c) => d;\na ? async (b) => c : d;"},
      {"a = () => {}, b; (() => {}) || a", "a = () => {}, b;\n(() => {}) || a;"},
      {"of => of; async => async; get => set", "(of) => of;\n(async) => async;\n(get) => set;"},
  });
  check_refused({"((a)) => b",
                 "(a, a) => b",
                 "({ a: b.c }) => d",
                 "(a.b) => c",
                 "(a + b) => c",
                 "(...a, b) => c",
                 "(...a,) => b",
                 "() => {} || a",
                 "a || () => {}",
                 "() => {}()",
                 "1 + a => b",
                 "async (a, a) => b",
                 "async (await) => b",
                 "(a = 1) = 2 => 3",
                 "([(a)] = b) => c",
                 "([a.b]) => c",
                 "async () => { (a = await b) => c }",
                 "function* f() { (a = yield) => b }",
                 "(a,)",
                 "()",
                 "(...a)",
                 "(1) => a",
                 "({ a() {} }) => b"});
}

TEST_CASE("syntax: 13.15 assignment and destructuring", "[syntax]") {
  check_readings({
      {"a = b; a += b; a **= b; a >>>= b; a &&= b; a ||= b; a ?\?= b",
       "a = b;\na += b;\na **= b;\na >>>= b;\na &&= b;\na ||= b;\na ?\?= b;"},
      {"[a, , b = 1, [c], { d }, ...e] = f", "[a, , b = 1, [c], { d }, ...e] = f;"},
      {"({ a, b = 1, c: d, 'e': f.g, [h]: i[j] = 2, ...k } = l)",
       "({ a, b = 1, c: d, e: f.g, [h]: i[j] = 2, ...k } = l);"},
      {"[(a)] = b; ({ a: (b.c) } = d); (a) = b", "[a] = b;\n({ a: b.c } = d);\na = b;"},
      {"[a.b, c[d], ...e.f] = g", "[a.b, c[d], ...e.f] = g;"},
      {"({ a: { b = 1 } = {} } = c)", "({ a: { b = 1 } = {} } = c);"},
      {"a = { b } = c; f({ a } = b)", "a = { b } = c;\nf({ a } = b);"},
      {"a + b = c",
       "1:1: invalid assignment target: expected a name, a property or a destructuring pattern before '=' "
       "[did you mean '===' ?]"},
      {"f() += 1", "1:1: invalid assignment target: expected a name or a property before '+='"},
  });
  check_refused({"({ a }) = b", "([a]) = b", "[(a = 1)] = b", "[({ a })] = b", "({ a: ({ b }) } = c)",
                 "[...a, b] = c", "[...a,] = b", "({ ...{ a } } = b)", "({ ...a, b } = c)", "[a] += b",
                 "({ get a() {} } = b)", "[f()] = a", "({ a: 1 } = b)", "this = a", "new.target = a"});
}

TEST_CASE("syntax: 15.8 await and 15.5 yield", "[syntax]") {
  check_readings({
      {"async () => { await a; await a.b(); (await a).b; -await a; await -a; await await a; (await a)() }",
       "async () => {\n  await a;\n  await a.b();\n  (await a).b;\n  -await a;\n  await -a;\n  await await "
       "a;\n  (await a)();\n};"},
      {"function* f() { yield; yield a; yield* b; c = yield d; yield yield e; (yield f) + 1; [yield] }",
       "function* f() {\n  yield;\n  yield a;\n  yield* b;\n  c = yield d;\n  yield yield e;\n  (yield f) + "
       "1;\n  [yield];\n}"},
      {"function* f() { for (a of yield of) yield of + 1; [yield of, yield] }",
       "function* f() {\n  for (a of yield of) yield of + 1;\n  [yield of, yield];\n}"},
      {"yield = 1; await(a); await: 1; ({ yield, await })",
       "yield = 1;\nawait(a);\nawait: 1;\n({ yield, await });"},
      {"async function* f() { yield await a; for await (const b of c) ; }",
       "async function* f() {\n  yield await a;\n  for await (const b of c);\n}"},
  });
  check_refused({"async (a = await b) => c", "async function f(a = await b) {}", "function* f(a = yield) {}",
                 "async () => { var await }", "function* f() { var yield }", "class A { static { await } }",
                 "async () => { await }"});
  check_readings({{"await a; const b = await f()", "await a;\nconst b = await f();"}},
                 syntax::SourceKind::module);
  check_refused({"var await", "function f() { await a }", "() => await a"}, syntax::SourceKind::module);
}

TEST_CASE("syntax: 13.3.12, 13.3.7 new.target, import.meta and super", "[syntax]") {
  check_accepted(
      {"function f() { new.target; () => new.target }", "class A { a = new.target }",
       "class A extends B { constructor() { super(); super.a; () => super() } b() { super.c(); super[d] } }",
       "({ a() { super.b } })", "class A { static { super.a; new.target } }"});
  check_refused({"super.a", "super()", "({ a() { super() } })", "class A { constructor() { super() } }",
                 "function f() { super.a }", "({ a: function () { super.b } })", "import.meta",
                 "({ a() { super } })"});
  check_accepted({"import.meta.url"}, syntax::SourceKind::module);
  // Node makes a function of a CommonJS file.
  check_accepted({"new.target", "() => new.target"});
  check_refused({"new.target", "() => new.target"}, syntax::SourceKind::module);
}
