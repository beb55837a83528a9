// Where an exception comes from, and which handler gets it, for each kind of operation that can throw.
const fails = {
  valueOf() { throw new Error('valueOf'); },
  get gets() { throw new Error('gets'); },
  set sets(value) { throw new Error('sets'); },
  [Symbol.iterator]() { throw new Error('iterator'); },
};
const failing = { [Symbol.iterator]: () => ({ next() { throw new Error('next'); } }) };
const refuses = new (class { static [Symbol.hasInstance]() { throw new Error('instance'); } })();
class Strict { static [Symbol.hasInstance]() { throw new Error('instance'); } #own = 1; static read(object) { return object.#own; } static write(object) { object.#own = 2; } }
let nothing = null;
const frozen = Object.freeze({ a: 1 });
function thrower() { throw new Error('called'); }
class Base { constructor() { throw new Error('constructed'); } get up() { throw new Error('up'); } }
class Derived extends Base { constructor() { super(); } static go(object) { return object.go(); } }
const derived = Object.setPrototypeOf({ up() { return super.up; } }, Base.prototype);
const trials = {
  less() { 1; if (fails < 1) return 1; },
  lessValue() { 1; const result = fails < 1; return result; },
  lessEqual() { 1; while (1 <= fails) return 1; },
  greater() { 1; for (; fails > 1;) return 1; },
  greaterEqual() { 1; return fails >= 1 ? 1 : 2; },
  equal() { 1; return 1 + (fails == 1); },
  notEqual() { 1; return 1 + (1 != fails); },
  add() { 1; return 1 + (2 + fails); },
  subtract() { 1; return 1 + (2 - fails); },
  multiply() { 1; return 1 + (fails * 2); },
  divide() { 1; return 1 + (fails / 2); },
  remainder() { 1; return 1 + (5 % fails); },
  power() { 1; return 1 + (fails ** 2); },
  bits() { 1; return 1 + (fails | 2); },
  shift() { 1; return 1 + (2 >> fails); },
  negate() { 1; return 1 + -fails; },
  plus() { 1; return 1 + +fails; },
  flip() { 1; return 1 + ~fails; },
  increment() { let local = fails; 1; return ++local; },
  decrement() { let local = fails; 1; return local--; },
  template() { 1; return `${1}${{ toString() { throw new Error('text'); } }}`; },
  read() { 1; return [1, fails.gets]; },
  write() { 1; fails.sets = 1; },
  element() { 1; return fails['ge' + 'ts']; },
  elementWrite() { 1; fails['se' + 'ts'] = 1; },
  key() { 1; return frozen[{ toString() { throw new Error('key'); } }]; },
  computed() { 1; return { [{ toString() { throw new Error('key'); } }]: 1 }; },
  method() { 1; return 1 + fails.missing(); },
  nullRead() { 1; return 1 + nothing.a; },
  nullCall() { 1; return 1 + nothing.a(); },
  nullWrite() { 1; nothing.a = 1; },
  call() { 1; return 1 + thrower(1, 2); },
  callNothing() { 1; return 1 + nothing(); },
  spread() { 1; return thrower(...[1, 2]); },
  spreadFails() { 1; return [1, ...fails]; },
  construct() { 1; return new Base(1); },
  constructSpread() { 1; return new Base(...[1]); },
  constructNothing() { 1; return new nothing(); },
  superCall() { 1; return new Derived(); },
  superRead() { 1; return derived.up(); },
  instance() { 1; return 1 + ({} instanceof Strict); },
  notCallable() { 1; return {} instanceof nothing; },
  inside() { 1; return 'a' in nothing; },
  constant() { 1; frozen = 2; },
  uninitialized() { 1; later; let later = 1; },
  uninitializedWrite() { 1; later = 2; let later = 1; },
  uninitializedCaptured() { 1; (() => later)(); let later = 1; },
  undeclared() { 1; return 1 + unknownName; },
  strictWrite() { 'use strict'; 1; frozen.a = 2; },
  strictDelete() { 'use strict'; 1; return delete frozen.a; },
  strictUndeclared() { 'use strict'; 1; unknownName = 1; },
  privateRead() { 1; return Strict.read({}); },
  privateWrite() { 1; return Strict.write({}); },
  privateIn() { 1; return (class { #p; static has(value) { return #p in value; } }).has(1); },
  forOf() { 1; for (const item of fails) item; },
  forOfNext() { 1; for (const item of failing) item; },
  destructure() { 1; const [a] = failing; },
  destructureRest() { 1; const [a, ...b] = fails; },
  destructureNothing() { 1; const { a } = nothing; },
  destructureGet() { 1; const { gets } = fails; },
  copy() { 1; return { a: 1, ...fails }; },
  copyRest() { 1; const { a, ...rest } = fails; },
  classHeritage() { 1; return class extends nothing {}.x; },
  heritage() { 1; return class extends 5 {}; },
  classKey() { 1; return class { [{ toString() { throw new Error('key'); } }]() {} }; },
  classStatic() { 1; return class { static field = thrower(); }; },
  classBlock() { 1; return class { static { thrower(); } }; },
  field() { 1; return new (class { field = thrower(); })(); },
  switched() { 1; switch (thrower()) { case 1: return 1; } },
  tagged() { 1; return thrower`a${1}b`; },
  optional() { 1; return fails?.gets; },
  thrown() { 1; throw new Error('thrown'); },
  bigger() { 1; return 1n + 1; },
  bigShift() { 1; return -fails + 1n; },
  generator() { 1; return [...(function* () { yield 1; thrower(); })()]; },
  delegated() { 1; return [...(function* () { yield* fails; })()]; },
  closed() { 1; for (const item of { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { throw new Error('return'); } }) }) break; },
  loop() { for (let i = 0; ; i++) if (i === 3) thrower(); },
  deep() { return 1 + [1].map(() => fails < 2).length; },
  assigned() { let a; 1; a ??= fails.gets; return a; },
  typeOf() { 1; return typeof fails.gets; },
  voided() { 1; return void fails.gets; },
  logical() { 1; return !fails.gets; },
  conditional() { 1; return fails.gets ? 1 : 2; },
  argument() { let given = 0; const f = (a = given, b = fails.gets) => a; 1; return f(); },
  dynamic() { 1; return frozen[nothing.b]; },
};
function places(error) {
  return error.stack.split('\n').slice(1).filter((line) => line.includes('.js:') && !line.includes('node:'))
    .slice(0, 4).map((line) => line.replace(/^.*?(\d+:\d+)\)?$/, '$1')).join(' ');
}
for (const [name, trial] of Object.entries(trials)) {
  let caught = 'none';
  try {
    try { caught = 'before'; } catch { caught = 'wrong, before'; }
    try { trial(); caught = 'returned'; } catch (error) { caught = `${error.name}: ${error.message} at ${places(error)}`; }
    try { Math.max(1); } catch { caught = 'wrong, behind'; }
  } catch { caught = 'wrong, outer'; } finally { console.log(name, caught); }
}
