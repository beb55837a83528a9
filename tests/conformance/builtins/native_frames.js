// The frames of the language's own functions: of those that throw, and of those that call back.
const frames = (error) =>
  error.stack
    .split('\n')
    .slice(1)
    .filter((line) => line.includes('<anonymous>)') && !line.includes('Object.<anonymous>'))
    .map((line) => line.trim())
    .join(', ') || 'none';
const boom = () => {
  throw new Error('boom');
};
const cases = {
  parse: () => JSON.parse('{'),
  stringify: () => JSON.stringify({ toJSON: boom }),
  reduce: () => [].reduce(boom),
  repeat: () => 'x'.repeat(-1),
  toFixed: () => (1).toFixed(101),
  decode: () => decodeURIComponent('%'),
  promise: () => new Promise(5),
  length: () => new Array(-1),
  map: () => [1].map(5),
  mapBoom: () => [1].map(boom),
  sort: () => [2, 1].sort(boom),
  replace: () => 'a'.replace('a', boom),
  create: () => Object.create(5),
  groupBy: () => Map.groupBy([1], boom),
  symbol: () => new Symbol(),
  keys: () => Object.keys(null),
  call: () => Map.prototype.get.call(5),
  apply: () => boom.apply(null, []),
  reflect: () => Reflect.apply(boom, null, []),
  frozen: () => Object.freeze([1]).push(2),
  iterator: () => [1].values().map(boom).next(),
  collection: () => new Map((function* pairs() { boom(); })()),
  loop: () => {
    for (const x of (function* each() { boom(); })());
  },
  closing: () => {
    for (const x of (function* each() { try { yield 1; } finally { boom(); } })()) break;
  },
  running: () => {
    const self = (function* own() { self.next(); })();
    self.next();
  },
  text: () => String({ toString: boom }),
  template: () => `${{ toString: boom }}`,
  max: () => Math.max({ valueOf: boom }),
  getter: () => Object.entries({ get a() { return boom(); } }),
};
for (const [name, run] of Object.entries(cases)) {
  try {
    run();
  } catch (error) {
    console.log(`${name}: ${frames(error)}`);
  }
}
