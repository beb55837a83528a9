// What errors call the thing that was called, constructed or iterated: V8's words for every kind of expression.
const said = (name, attempt) => {
  try {
    attempt();
    console.log(name, 'works');
  } catch (e) {
    console.log(`${name}: ${e.message}`);
  }
};
const house = { door: 1, rooms: { hall: {} }, list: [1, 2], open: () => ({}) };
const make = () => ({});
let nothing;
const other = {};

// Functions, once for each statement of theirs.
said('function', () => (function () {}).knock());
said('one statement', () => (() => { make(); }).knock());
said('three statements', () => (function () { make(); make(); return make(); }).knock());
said('expression body', () => (() => 1).knock());
said('hoisted', () => (function () { function inner() {} var a; let b; ; class C {} }).knock());
said('default value', () => ((a = 1) => { make(); make(); }).knock());
said('pattern', () => (function ({ a }) { make(); }).knock());
said('rest', () => (function (...all) {}).knock());
said('generator', () => (function* () { yield 1; yield 2; }).knock());
said('async generator', () => (async function* () { yield 1; }).knock());
said('async', () => (async () => { await 1; await 2; }).catch(() => {}));
said('called', () => (async () => { await 1; await 2; })().knock());
said('class', () => (class { a() {} get b() { return 1; } #c = 1; d = 2; static e() {} static f = 1; static {} }).knock());
said('derived class', () => (class extends Object { constructor() { super(); } g() {} }).knock());
(async () => {
  try {
    await (async () => { make(); return 1; }).catch(() => {});
  } catch (e) {
    console.log(`awaited: ${e.message}`);
  }
})();

// Literals and operators.
said('object', () => ({ a: 1, b() {}, ...other }).knock());
said('array', () => [1, , 'two', house.door, make(), () => {}, ...[1]].knock());
said('template', () => `a${house}b${make()}`.knock());
said('plain template', () => `text`.knock());
said('regular expression', () => /a+/gi.knock());
said('numbers', () => (1 + 2 * 3).knock());
said('negative', () => (-1).knock());
said('not', () => (!0).knock());
said('BigInt', () => 10n.knock());
said('sum', () => (house + 1 + make).knock());
said('grouped', () => (house + (1 + make)).knock());
said('product in a sum', () => (house + 2 * make).knock());
said('powers', () => (house ** 2 ** 3).knock());
said('comparison', () => (house < 1).knock());
said('or', () => (house || other || make).knock());
said('mixed', () => ((nothing && house) || other).knock());
said('coalescing', () => (house ?? other).knock());
said('sequence', () => (make, other, house).knock());
said('conditional', () => (nothing ? house : other).knock());
said('assignment', () => (nothing = house).knock());
said('destructuring', () => ([nothing] = [1]).knock());
said('object pattern', () => ({ nothing } = {}).knock());
said('typeof', () => (typeof house).knock());
said('update', () => (house.door++).knock());
said('new', () => new Object().knock());
said('this', function () { this.knock(); }.bind({}));

// Properties and calls.
said('member', () => house.door());
said('chain', () => house.rooms.hall.window());
said('text key', () => house['front door']());
said('computed key', () => house[make()]());
said('sum key', () => house[other + 1]());
said('conditional key', () => house[nothing ? 1 : 2]());
said('optional', () => house?.door());
said('optional key', () => house?.['front door']());
said('parenthesised chain', () => (house?.door)());
said('call of a call', () => make(1)(2));
said('method of a call', () => house.open().window());
said('tagged', () => house`x`);
said('sequence callee', () => (0, house.door)());
said('new of a method', () => new house.open());
said('new of an arrow', () => new (() => {})());
said('new of a call', () => new (make())());
said('new of new', () => new (new Object())());
said('class without new', () => (class {})());
said('named class', () => (class Named {})());
said('extends', () => class extends (() => {}) {});
said('extends an object', () => class extends /x/ {});

// Iteration, by the place where it is asked for.
said('for of', () => { for (const a of house) make(a); });
said('for of a member', () => { for (const a of house.door) make(a); });
said('for of a call', () => { for (const a of house.open()) make(a); });
said('for of a property of a call', () => { for (const a of house.open().all) make(a); });
said('for of new', () => { for (const a of new Object()) make(a); });
said('for of or', () => { for (const a of house || other) make(a); });
said('declaration', () => { const [a] = house; });
said('declaration of a member', () => { const [a] = house.door; });
said('declaration of a call', () => { const [a] = make(); });
said('declaration of a method call', () => { const [a] = house.open(); });
said('declaration of nothing', () => { const [a] = nothing.b; });
said('assignment', () => { [nothing] = make(); });
said('spread', () => [...house]);
said('spread of new', () => [...new Object()]);
said('argument', () => make(...house));
said('argument before others', () => make(...house, 1));
said('called argument before others', () => make(...make(), 1));
said('yield*', () => [...(function* () { yield* house.door; })()]);
said('yield* of a name', () => [...(function* () { yield* house; })()]);
said('Object.fromEntries', () => Object.fromEntries(null));
(async () => {
  for (const attempt of [
    async () => { for await (const a of house.door) make(a); },
    async () => { for await (const a of make()) make(a); },
    async () => { for await (const a of new Object()) make(a); },
    async () => { for await (const a of house || other) make(a); },
  ]) {
    await attempt().catch((e) => console.log(`for await: ${e.message}`));
  }
})();
