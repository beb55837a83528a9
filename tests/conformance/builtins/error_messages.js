// V8's words for what goes wrong at a place in the program, with the program's own text.
const nothing = () => undefined;
const object = { method() {}, inner: {} };
const attempts = [
  () => { let o; o.x; },
  () => { let o = null; o['x' + 1]; },
  () => { let o; o.x = 1; },
  () => object.missing.x,
  () => object.inner.missing(),
  () => object['missing'](),
  () => [1, 2].missing(),
  () => 'text'.missing(),
  () => (5).missing(),
  () => missing(),
  () => missing.x,
  () => nothing()(),
  () => nothing().x,
  () => nothing().x(),
  () => new nothing(),
  () => new object.inner(),
  () => (void 0)(),
  () => Promise.missing(),
  () => { const [a] = nothing(); },
  () => { const [a] = {}; },
  () => { const [a] = { a: 1, b: 2 }; },
  () => { const [a] = undefined; },
  () => { const [a] = 5; },
  () => { const { a } = null; },
  () => { const { a } = nothing(); },
  () => { const { a: { b } } = {}; },
  () => { const [{ b }] = [null]; },
  () => { (({ a }) => a)(); },
  () => { (({ a }) => a)(null); },
  () => { (([a]) => a)(); },
  () => { for (const a of 5); },
  () => { for (const a of nothing()); },
  () => { for (const a of object.inner); },
  () => { for (const [a] of [1]); },
  () => { for (const { a } of [null]); },
  () => [...nothing()],
  () => [...{}],
  () => console.log(...5),
  () => console.log(...undefined),
  () => console.log(...nothing()),
  () => new Map([1]),
  () => new Set(5),
  () => Promise(),
  () => new Promise(5),
  () => new Promise({}),
  () => null[Symbol.iterator],
  () => 'x' in 5,
  () => ({}) instanceof 5,
  () => ({}) instanceof (() => {}),
  () => { class A extends undefined {} },
  () => { class A extends null {} new A(); },
  () => { class A extends Object { constructor() {} } new A(); },
  () => { class A extends Object { constructor() { super(); super(); } } new A(); },
  () => { class A { #p; static read(o) { return o.#p; } } A.read({}); },
  () => { class A {} A(); },
  () => { const a = 1; a = 2; },
  () => { later; let later; },
  () => { 'use strict'; 'abc'.length = 1; },
  () => { 'use strict'; Object.freeze({ a: 1 }).a = 2; },
  () => { 'use strict'; undeclared = 1; },
  () => { 'use strict'; ({ get a() { return 1; } }).a = 1; },
  () => (function* () {})().next.call({}),
  () => ({ [Symbol.toPrimitive]: 1 }) + 1,
  () => structuredClone((a, b) => a + b),
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log('nothing was thrown');
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
(async () => {
  for (const attempt of [
    async () => { for await (const a of nothing()); },
    async () => { for await (const a of {}); },
    async () => Promise.all(5),
    async () => Promise.all(),
    async () => Promise.race(null),
    async () => Promise.any([]),
    async () => (await nothing()).x,
    async () => (await nothing())(),
  ]) {
    await attempt().catch((error) => console.log(`${error.name}: ${error.message}`));
  }
  const self = new Promise((resolve) => setTimeout(() => resolve(self)));
  await self.catch((error) => console.log(error.message));
})();
