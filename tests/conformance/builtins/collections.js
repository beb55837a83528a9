'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
// --- Map ---
const map = new Map([['a', 1], ['b', 2]]);
console.log(map, map.size, map.get('a'), map.get('z'), map.has('b'), map.set('c', 3) === map, map.delete('a'), map.delete('a'), map);
console.log([...map], [...map.keys()], [...map.values()], [...map.entries()], map.entries(), map.keys(), map.values());
const odd = new Map([[NaN, 'nan'], [0, 'zero'], [undefined, 'u'], [null, 'n'], ['1', 's'], [1, 'n']]);
console.log(odd.get(NaN), odd.get(-0), odd.get(undefined), odd.get(null), odd.get('1'), odd.get(1), [...new Map([[-0, 1]]).keys()]);
map.forEach(function (value, key, whole) { console.log(key, value, whole === map, this.x); }, { x: 'this' });
const objectKey = {};
console.log(new Map([[objectKey, 'found']]).get(objectKey), new Map([[{}, 1]]).get({}), new Map([[[1], { a: new Map([[1, 2]]) }]]));
console.log(new Map(Object.entries({ x: 1, y: 2 })), Object.fromEntries(new Map([['k', 'v']])), new Map(new Map([[1, 2]])), new Map(), new Map(null), new Map([[1]]));
console.log(Map.groupBy([1, 2, 3, 4], (n) => n % 2 === 0), Map.groupBy('aab', (c) => c).get('a'));
// order, and changes while iterating
const ordered = new Map([[3, 'c'], [1, 'a'], [2, 'b']]);
ordered.set(3, 'again');
ordered.delete(1);
ordered.set(1, 'late');
console.log([...ordered.keys()]);
const changing = new Map([[1, 'x'], [2, 'y'], [3, 'z']]);
const seen = [];
for (const [key] of changing) {
  seen.push(key);
  if (key === 1) { changing.delete(2); changing.set(4, 'new'); }
  if (key === 4) { changing.delete(1); changing.set(1, 'back'); }
  if (seen.length > 10) break;
}
console.log(seen, changing);
const cleared = new Set([1, 2, 3]);
const visited = [];
cleared.forEach((value) => { visited.push(value); if (value === 1) { cleared.clear(); cleared.add(9); } });
console.log(visited, cleared);
const queue = new Set([0]);
let turns = 0;
for (const item of queue) { queue.delete(item); if (turns < 2000) { turns += 1; queue.add(item + 1); } }
console.log(turns, queue.size);
const iterator = new Map([[1, 'a'], [2, 'b']])[Symbol.iterator]();
console.log(iterator.next(), iterator, iterator.next(), iterator.next(), iterator.next(), Object.prototype.toString.call(iterator));
const big = new Map();
for (let i = 0; i < 5000; i += 1) big.set(`k${i}`, i);
for (let i = 0; i < 5000; i += 2) big.delete(`k${i}`);
console.log(big.size, big.get('k4999'), big.has('k0'), [...big.keys()].slice(0, 3));

// --- Set ---
const set = new Set([3, 1, 3, 2, 1]);
console.log(set, set.size, set.has(2), set.add(9) === set, set.delete(3), [...set], set.entries().next(), [...set.entries()][0], set.keys === set.values, Set.prototype[Symbol.iterator] === Set.prototype.values);
console.log(new Set('hello'), new Set([NaN, NaN, 0, -0, '0', {}, {}]), [...new Set([1, 2, 2])].length, new Set(), new Set([[1], new Set([2])]), set.forEach((v, k, s) => v === k && s === set));
const a = new Set([1, 2, 3]);
const b = new Set([3, 4]);
console.log(a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), new Set([3]).isSubsetOf(b), a.isSupersetOf(new Set([1])), a.isDisjointFrom(b), a.isDisjointFrom(new Set([7])), a.union(new Map([[8, 'm']])), new Set([4, 3, 1]).intersection(a));
attempt('union', () => a.union([1]));
attempt('union', () => a.union({ size: 1 }));
attempt('union', () => a.union(5));

// --- weak ones ---
const key = { k: 1 };
const weak = new WeakMap([[key, 'value']]);
console.log(weak.get(key), weak.has({}), weak.set(key, 'new') === weak, weak.get(key), weak.delete(key), weak.has(key), weak, new WeakSet([key]).has(key), new WeakSet());
attempt('WeakMap key', () => new WeakMap().set('text', 1));
attempt('WeakSet value', () => new WeakSet().add(1));
console.log(new WeakMap().get(1), new WeakSet().has('x'), new WeakMap().delete(null), new WeakRef(key).deref() === key);
attempt('WeakRef', () => new WeakRef(1));

// --- misuse ---
for (const action of [() => Map(), () => Set(), () => new Map(5), () => new Map([1]), () => new Map(['ab']), () => new Set(5), () => new Set({}), () => new Map({}), () => Map.prototype.get.call({}, 1), () => Map.prototype.set.call(new Set(), 1, 2), () => Set.prototype.add.call(1, 1), () => new Map().forEach(5), () => new Set().forEach(), () => new Map()[Symbol.iterator]().next.call({}), () => WeakMap()]) attempt('misuse', action);

// --- subclasses and the rest ---
class Counter extends Map { increment(k) { return this.set(k, (this.get(k) ?? 0) + 1); } }
const counter = new Counter();
for (const word of ['a', 'b', 'a']) counter.increment(word);
console.log(counter, counter instanceof Map, counter.size);
class Logged extends Set { add(value) { console.log('add', value); return super.add(value); } }
console.log(new Logged([1, 2]));
console.log(Map.name, Map.length, Set.length, Map.prototype.constructor === Map, Object.prototype.toString.call(new Map()), Object.prototype.toString.call(new WeakSet()), Map.prototype.entries === Map.prototype[Symbol.iterator], Map[Symbol.species] === Map);
console.log(Array.from(new Map([[1, 2]]), ([k, v]) => k + v), Math.max(...new Set([4, 8])), new Set([...'abc'].map((c) => c.toUpperCase())));
