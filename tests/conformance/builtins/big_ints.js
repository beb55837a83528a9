// BigInt: literals, arithmetic, conversions, comparisons, and what the console and JSON make of them.
const { format, inspect, isDeepStrictEqual, types } = require('util');

const say = (name, compute) => {
  try {
    console.log(name, compute());
  } catch (e) {
    console.log(name, `${e.name}: ${e.message}`);
  }
};

console.log(10n, 0xffn, 0b101n, 0o17n, 1_000_000n, -0n, [1n, -2n], { a: 3n }, typeof 1n, typeof Object(1n));
console.log(new Map([[1n, 'one']]).get(1n), new Set([5n, 5n, 5]), { 1n: 'key', 0x10n: 'hex' }, ['a', 'b'][1n]);
console.log(Object(7n), [100n, 20n, 3n, 4n, 5n, 6n, 7n, 8n], inspect(1234567n, { numericSeparator: true }));
console.log('%d %i %f %s %o %O', 1n, 2n, 3n, 4n, 5n, 6n);
console.log(format('%s|%s', 9n, Object(9n)), `${10n}`, 'x' + 1n, String(2n), [1n, 2n].join('-'));
console.table([1n, { a: 2n }]);

let factorial = 1n;
for (let i = 2n; i <= 30n; i++) factorial *= i;
console.log(factorial, factorial.toString(36), factorial.toLocaleString(), (-1234n).toLocaleString());
console.log(2n ** 100n, (2n ** 100n) % 97n, -7n / 2n, -7n % 2n, 7n % -2n, -(3n ** 5n), (-2n) ** 3n);
console.log(5n & 3n, -5n | 3n, -5n ^ 3n, ~5n, 1n << 70n, -5n >> 1n, 1n >> 100n, -1n >> 100n, 1n << -1n);
console.log(BigInt.asIntN(8, 255n), BigInt.asUintN(8, -1n), BigInt.asIntN(64, 2n ** 63n), BigInt.asIntN(0, 9n));

const parts = [0n, 1n, 1, '1', 1.5, NaN, true, null, 'x', Object(1n), 2n ** 60n, 2 ** 60];
for (const left of [0n, 1n, 2n ** 60n + 1n]) {
  console.log(parts.map((right) => [left == right, left === right, left < right, left >= right].map(Number).join('')));
}
console.log([3n, 1, 2n, 10n].sort(), [3n, 1, 2n, 10n].sort((a, b) => (a < b ? -1 : 1)), !0n, 0n || 'zero', 0n ?? 1);

let counter = 1n;
console.log(counter++, ++counter, counter--, --counter, (counter += 4n), (counter **= 2n), -counter);
let text = '5';
console.log(text++, text, +text, -text);

say('mixed', () => 1n + 1);
say('mixed with undefined', () => 1n * undefined);
say('with a string', () => 1n + 'n');
say('unary plus', () => +1n);
say('unsigned shift', () => 1n >>> 0n);
say('zero', () => 1n / 0n);
say('too large', () => 1n << (2n ** 40n));
say('Math', () => Math.max(1n, 2n));
say('isNaN', () => isNaN(1n));
say('sort by difference', () => [2n, 1n].sort((a, b) => a - b));
say('setTimeout', () => setTimeout(() => {}, 1n));
say('setImmediate', () => setImmediate(1n));
say('JSON', () => JSON.stringify({ a: 1n }));
say('JSON replacer', () => JSON.stringify([1n], (key, value) => (typeof value === 'bigint' ? `${value}n` : value)));
say('new', () => new BigInt(1));
for (const from of [12, -0, 1e21, 2 ** 70, 1.5, NaN, Infinity, '', ' 42 ', '0xff', '-0xff', '-12', '+5', '1_0', '1.5', 'x'])
  say(`BigInt(${inspect(from)})`, () => BigInt(from));
for (const from of [true, null, undefined, [5], [1, 2], {}, { valueOf: () => 3 }, Object(8n), Symbol('s')])
  say(`BigInt(${inspect(from)})`, () => BigInt(from));
say('asIntN', () => BigInt.asIntN(-1, 1n));
say('asIntN of a number', () => BigInt.asIntN(8, 1));
say('radix', () => (1n).toString(1));
say('toString of a number', () => BigInt.prototype.toString.call(1));
say('property', () => { 'use strict'; (1n).x = 2; });

console.log(Number(2n ** 64n), Number(9007199254740993n), parseInt('12n'), parseInt(12n), parseFloat(3n), Number('1n'));
console.log(Object.prototype.toString.call(1n), BigInt.name, BigInt.length, BigInt, BigInt.prototype);
console.log(structuredClone({ a: [1n] }), isDeepStrictEqual([1n], [1n]), types.isBigIntObject(Object(1n)), Object.is(1n, 1n));
console.log(Object.getOwnPropertyNames(BigInt.prototype), 1n instanceof BigInt, Object(1n) instanceof BigInt, 1n.constructor.name);

const before = process.hrtime.bigint();
setTimeout(() => console.log(process.hrtime.bigint() - before >= 5_000_000n), 10);
switch (2n) {
  case 2: console.log('a number'); break;
  case 2n: console.log('a BigInt');
}
BigInt.prototype.toJSON = function () { return this.toString(); };
console.log(JSON.stringify({ a: [1n, Object(2n)] }));
Promise.reject(3n).catch((reason) => console.log(reason, Promise.resolve(4n)));
