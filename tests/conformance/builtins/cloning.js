'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const original = { n: 1, s: 'x', list: [1, [2]], nested: { deep: { deeper: true } }, when: new Date(0), map: new Map([['k', { v: 1 }]]), set: new Set([1, [2]]), pattern: /a/gi, nothing: null, undef: undefined };
const copy = structuredClone(original);
console.log(copy, copy !== original, copy.list !== original.list, copy.map.get('k') !== original.map.get('k'), copy.when instanceof Date, copy.undef === undefined && 'undef' in copy);
const circular = { name: 'c' };
circular.self = circular;
circular.list = [circular];
const copied = structuredClone(circular);
console.log(copied, copied.self === copied, copied.list[0] === copied);
const shared = { x: 1 };
const pair = structuredClone([shared, shared]);
console.log(pair[0] === pair[1], pair);
class Point { constructor() { this.x = 1; } get double() { return 2; } }
console.log(structuredClone(new Point()), structuredClone({ get computed() { return 5; } }), structuredClone([, 1]), structuredClone(Object.assign([1], { extra: 2 })), structuredClone('text'), structuredClone(5), structuredClone(null), structuredClone(Object('w')) instanceof String);
const error = structuredClone(new RangeError('r', { cause: { c: 1 } }));
console.log(error.name, error.message, error instanceof RangeError, error.cause);
class Custom extends Error { constructor() { super('custom'); this.name = 'Custom'; this.code = 1; } }
const custom = structuredClone(new Custom());
console.log(custom.name, custom.message, custom instanceof Custom, custom instanceof Error, custom.code);
attempt('function', () => structuredClone({ f: Math.max }));
attempt('symbol', () => structuredClone(Symbol('s')));
attempt('weak', () => structuredClone(new WeakMap()));
attempt('promise', () => structuredClone(Promise.resolve()));
attempt('nothing', () => structuredClone());
attempt('getter', () => structuredClone({ get x() { throw new Error('getter'); } }));
console.log(structuredClone({ [Symbol('s')]: 1, a: 1 }), structuredClone(Object.create({ inherited: 1 })), structuredClone((function () { return arguments; })(1)));
