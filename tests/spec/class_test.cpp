// 15.7 classes: the order in which a definition is evaluated, and its private names.

#include "tests/support/catch.h"
#include "tests/support/turns.h"

using asyncq::test::lines_of;
using Lines = std::vector<std::string>;

TEST_CASE("15.7.14 ClassDefinitionEvaluation: all computed keys in order, then static values in order",
          "[spec]") {
  CHECK(
      lines_of("const key = (name) => (console.log('key', name), name);"
               "class A { [key('a')] = console.log('instance'); static [key('b')] = console.log('static b');"
               "  [key('c')]() {} static { console.log('block', Object.keys(this).join()); }"
               "  static get [key('d')]() { return 1; } static [key('e')] = console.log('static e'); }"
               "console.log('defined'); new A();") == Lines{"key a", "key b", "key c", "key d", "key e",
                                                            "static b", "block b", "static e", "defined",
                                                            "instance"});
}

TEST_CASE("15.7.14 ClassDefinitionEvaluation: a class without a name has an empty one of its own", "[spec]") {
  CHECK(lines_of("class Base {} const make = () => class extends Base {};"
                 "console.log(JSON.stringify(make().name), Object.hasOwn(make(), 'name'));"
                 "console.log((() => class { static name = 'own'; })().name);") == Lines{"\"\" true", "own"});
}

TEST_CASE("7.3.31 PrivateGet: a receiver without the method is told apart from one without the field",
          "[spec]") {
  CHECK(
      lines_of("class Lock { #key = 1; #turn() {} static #all() {} get #open() { return true; }"
               "  static field(o) { return o.#key; } static method(o) { return o.#turn(); }"
               "  static own(o) { return o.#all(); } static getter(o) { return o.#open; } static has(o) { "
               "return #key in o; } }"
               "for (const name of ['field', 'method', 'own', 'getter', 'has'])"
               "  for (const o of [null, 1]) try { Lock[name](o); } catch (e) { console.log(e.message); }") ==
      Lines{"Cannot read properties of null (reading '#key')",
            "Cannot read private member #key from an object whose class did not declare it",
            "Cannot read properties of null (reading 'Lock')", "Receiver must be an instance of class Lock",
            "Receiver must be class Lock", "Receiver must be class Lock",
            "Cannot read properties of null (reading 'Lock')", "Receiver must be an instance of class Lock",
            "Cannot use 'in' operator to search for '#key' in null",
            "Cannot use 'in' operator to search for '#key' in 1"});
}

TEST_CASE("7.3.27-28 PrivateFieldAdd, PrivateMethodOrAccessorAdd: once to an object", "[spec]") {
  CHECK(lines_of("class Given { constructor(o) { return o; } }"
                 "class Stamp extends Given { #mark = 1; } class Seal extends Given { #press() {} }"
                 "for (const Twice of [Stamp, Seal]) { const o = {}; new Twice(o);"
                 "  try { new Twice(o); } catch (e) { console.log(e.message); } }") ==
        Lines{"Cannot initialize #mark twice on the same object",
              "Cannot initialize private methods of class Seal twice on the same object"});
}

TEST_CASE("10.2.11 FunctionDeclarationInstantiation: parameters have a dead zone", "[spec]") {
  CHECK(lines_of("const attempt = (f) => { try { console.log(f()); } catch (e) { console.log(e.message); } };"
                 "attempt(() => ((a = b, b = 1) => [a, b])());"
                 "attempt(() => ((a = b, b = 1) => [a, b])(5));"
                 "attempt(() => ((a = a) => a)());"
                 "attempt(() => ((a = () => b, b = 2) => a())());"
                 "attempt(() => ((a = (() => b)(), b) => a)(undefined, 3));"
                 "attempt(() => (({ x = y }, y = 4) => x)({}));"
                 "attempt(() => ((a, b = a, ...c) => [a, b, c.length])(1, undefined, 2));"
                 "attempt(() => ((a = typeof b, b) => a)());") ==
        Lines{"Cannot access 'b' before initialization", "[ 5, 1 ]",
              "Cannot access 'a' before initialization", "2", "Cannot access 'b' before initialization",
              "Cannot access 'y' before initialization", "[ 1, 1, 1 ]",
              "Cannot access 'b' before initialization"});
}

TEST_CASE("10.2.2 [[Construct]]: a derived constructor without this of its own does not return an outer one",
          "[spec]") {
  CHECK(lines_of("const outer = () => this; class Base {} class Derived extends Base { constructor() {} }"
                 "try { console.log(new Derived() === outer()); } catch (e) { console.log(e.name); }") ==
        Lines{"ReferenceError"});
}

TEST_CASE("10.2.2 [[Construct]]: what a derived constructor may not return is thrown outside of it",
          "[spec]") {
  CHECK(
      lines_of(
          "class Base {} class Derived extends Base {"
          "  constructor() { super(); try { return 1; } catch { console.log('inside'); } } }"
          "try { new Derived(); } catch (e) { console.log(e.message); }"
          "[0].map(() => { try { Reflect.construct(Derived, []); } catch (e) { console.log(e.name); } });") ==
      Lines{"Derived constructors may only return object or undefined", "TypeError"});
}

TEST_CASE("27.3.3 GeneratorFunction.prototype: its constructor is not writable", "[spec]") {
  CHECK(lines_of("for (const f of [function* () {}, async function* () {}, async () => {}]) {"
                 "  const kind = Object.getPrototypeOf(f);"
                 "  const { writable, enumerable, configurable } = "
                 "    Object.getOwnPropertyDescriptor(kind, 'constructor');"
                 "  console.log(kind.constructor.name, writable, enumerable, configurable,"
                 "    kind.prototype?.constructor === kind); }") ==
        Lines{"GeneratorFunction false false true true", "AsyncGeneratorFunction false false true true",
              "AsyncFunction false false true false"});
}
