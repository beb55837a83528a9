'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const list = [5, 12, 8, 130, 44];

console.log(list.map((x) => x / 2), list.map(String), ['1', '2', '3'].map(Number), ['1', '2', '3'].map(parseInt));
console.log(list.filter((x) => x > 10), list.find((x) => x > 10), list.findIndex((x) => x > 10));
console.log(list.findLast((x) => x < 50), list.findLastIndex((x) => x < 10), list.find((x) => x > 999), list.findLastIndex(() => false));
console.log(list.some((x) => x > 100), list.every((x) => x > 4), [].some(() => true), [].every(() => false));
console.log(list.reduce((a, b) => a + b), list.reduce((a, b) => a + b, 100), list.reduceRight((a, b) => `${a} ${b}`));
console.log([7].reduce(() => 'never'), [].reduce(() => 'never', 'initial'), [1, 2].reduce((a, b) => a.concat(b), []));
attempt('reduce', () => [].reduce((a, b) => a + b));
attempt('reduceRight', () => [].reduceRight((a, b) => a + b));
attempt('holes only', () => [, ,].reduce((a, b) => a + b));

// --- what a callback is called with ---
['a'].forEach(function (value, index, array) { console.log(this.tag, value, index, array, arguments.length); }, { tag: 'this' });
['a'].map(function () { console.log(this); });
[1, 2].reduce((accumulator, value, index, array) => { console.log(accumulator, value, index, array); return value; });
console.log([3, 4].forEach((x) => x));

// --- changes while iterating ---
const changing = [1, 2, 3, 4];
const seen = [];
changing.forEach((x) => { seen.push(x); if (x === 1) changing.shift(); if (x === 3) changing.push(99); });
console.log(seen, changing);
const lengths = [1, 2, 3];
console.log(lengths.map((x, i) => { if (i === 0) lengths.length = 2; return x; }));
console.log([1, 2, 3].filter((x, i, array) => array.indexOf(x) === i && delete array[i]));

// --- exceptions pass through ---
attempt('throws', () => [1, 2, 3].map((x) => { if (x === 2) throw new RangeError('two'); return x; }));
for (const callback of [undefined, null, 5, 'text', {}, true, Symbol('s')]) {
  attempt('callback', () => [1].map(callback));
}
attempt('forEach', () => [1].forEach());
attempt('flatMap', () => [1].flatMap(5));
attempt('find', () => [1].find('x'));
attempt('reduce', () => [1].reduce(null));

// --- async callbacks ---
const results = [1, 2, 3].map(async (x) => x * 2);
console.log(results);
console.log([1, 2].filter(async () => false), [1].some(async () => false));
Promise.all(results).then((values) => console.log(values));
[3, 1, 2].forEach(async (x) => { await null; console.log('after', x); });
console.log('end');

// --- chains ---
const people = [{ name: 'Ann', age: 30 }, { name: 'Bob', age: 25 }, { name: 'Cid', age: 35 }];
console.log(people.filter((p) => p.age > 26).map((p) => p.name).join(', '));
console.log(people.toSorted((a, b) => a.age - b.age).map(({ name }) => name));
console.log(people.reduce((byName, p) => ({ ...byName, [p.name]: p.age }), {}));
console.log(Object.entries({ x: 1, y: 2 }).map(([k, v]) => `${k}=${v}`), [[1, 2], [3, 4]].map(([a, b]) => a * b));
console.log(Math.max(...list), Array.from(list.entries(), ([i, v]) => i + v));

// --- subclasses ---
class Stack extends Array {
  top() { return this[this.length - 1]; }
}
const stack = new Stack();
stack.push(1, 2, 3);
console.log(stack, stack.length, stack.top(), stack instanceof Array, Array.isArray(stack));
const mapped = stack.map((x) => x + 1);
console.log(mapped, mapped.constructor.name, mapped.top(), stack.filter((x) => x > 1).top(), stack.slice(1).top());
console.log(Stack.from([1, 2]).top(), Stack.of(9).top(), stack.concat([7]).top(), stack.flat() instanceof Stack, stack.toReversed() instanceof Stack);
class Plain extends Array { static get [Symbol.species]() { return Array; } }
console.log(new Plain(1, 2, 3).map((x) => x) instanceof Plain, new Plain(3).length);
