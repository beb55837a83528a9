'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};

// --- construction ---
console.log(new Array(), new Array(3), new Array(1, 2), new Array('3'), Array(2), Array.of(7), Array.of());
for (const length of [-1, 1.5, 4294967296, NaN]) attempt(`length ${length}`, () => new Array(length));
console.log(new Array(4294967295).length, [...new Array(2)]);
console.log(Array.isArray([]), Array.isArray({ length: 0 }), Array.isArray(Array.prototype), Array.isArray('a'));

// --- from ---
console.log(Array.from('añ😀'), Array.from(new Set([1, 1, 2])), Array.from(new Map([[1, 2]])));
console.log(Array.from({ length: 3 }), Array.from({ length: 3 }, (_, i) => i * i), Array.from({ length: 2, 0: 'a' }));
console.log(Array.from([1, 2, 3], function (x) { return x * this.factor; }, { factor: 10 }));
console.log(Array.from(5), Array.from({}), Array.from({ length: '2', 1: 'b' }), Array.from({ length: -5 }));
function* numbers() { try { yield 1; yield 2; yield 3; } finally { console.log('closed'); } }
console.log(Array.from(numbers()));
attempt('map throws', () => Array.from(numbers(), (n) => { if (n === 2) throw new Error('at two'); return n; }));
attempt('from null', () => Array.from(null));
attempt('from undefined', () => Array.from());
attempt('bad map', () => Array.from([1], 3));
attempt('bad iterator', () => Array.from({ [Symbol.iterator]: 5 }));

// --- reading ---
const list = [10, 20, 30, 40];
console.log(list.at(0), list.at(-1), list.at(4), list.at(-5), list.at('1'), list.at(NaN), list.at(1.9));
console.log(list.slice(), list.slice(1), list.slice(-2), list.slice(1, -1), list.slice(3, 1), list.slice(0, 99));
console.log(list.indexOf(30), list.indexOf(99), list.indexOf(10, 1), list.indexOf(40, -1), [NaN].indexOf(NaN));
console.log([1, 2, 1].lastIndexOf(1), [1, 2, 1].lastIndexOf(1, 1), [1, 2, 1].lastIndexOf(1, -3), [].lastIndexOf(1));
console.log([NaN].includes(NaN), [1, , 3].includes(undefined), [1, 2].includes(1, 1), [-0].includes(0));
console.log([1].concat(2, [3, [4]], 'five', { length: 1, 0: 'x' }), [].concat([], [[]]), [1, , 2].concat([, 3]));
console.log(list.join(), list.join(' - '), [null, undefined, [1, [2]], {}].join('|'), [].join(), [1].join('x'));
const self = [1, 2];
self.push(self);
console.log(self.join(), String(self), `${[1, [2, 3]]}`, [1, 2] + '', [] + [], [5] * 2);
console.log([1.5, null, 1234567.891, new Date(0)].toLocaleString());
console.log([[1, [2, [3, [4]]]], 5].flat(), [[1, [2, [3, [4]]]], 5].flat(2), [[1, [2, [3]]]].flat(Infinity));
console.log([1, , [2, , 3]].flat(), [1, 2].flatMap((x) => [x, [x * 2]]), [[1]].flat(0));
console.log(list.with(1, 'x'), list.with(-1, 'y'), list);
attempt('with', () => list.with(9, 1));

// --- holes ---
const holes = [1, , 3, , 5];
console.log(holes, holes.length, 1 in holes, holes[1], holes.map((x) => x * 2), holes.filter(() => true));
const seen = [];
holes.forEach((x, i) => seen.push(i));
console.log(seen, Object.keys(holes), holes.findIndex((x) => x === undefined), [...holes], holes.indexOf(undefined));
console.log(holes.reduce((a, b) => a + b), holes.some((x) => x === undefined), holes.every((x) => x > 0));
console.log(holes.slice(1, 4), holes.concat([,]), holes.reverse(), holes.sort(), holes.join('-'));
const far = [];
far[5] = 'far';
console.log(far, far.length, far.lastIndexOf('far'));
far.length = 2;
console.log(far);
delete list[1];
console.log(list, list.length);

// --- iterators ---
console.log([...['a', 'b'].keys()], [...['a', 'b'].entries()], [...['a'].values()], [...[, 'x'].keys()]);
const iterator = [1, 2][Symbol.iterator]();
console.log(iterator.next(), iterator.next(), iterator.next(), iterator.next());
console.log(Object.prototype.toString.call(iterator), iterator[Symbol.iterator]() === iterator, iterator);
console.log(Array.prototype[Symbol.iterator] === Array.prototype.values, [].values.name, [].keys().next());
const growing = [1, 2, 3];
const visited = [];
for (const value of growing) { visited.push(value); if (value < 3) growing.push(value + 10); }
console.log(visited);
attempt('next', () => [][Symbol.iterator]().next.call({}));
const [first, ...others] = new Set(['a', 'b', 'c']);
console.log(first, others);

// --- array-likes ---
const like = { length: 3, 0: 'a', 1: 'b', 2: 'c' };
const borrow = (name, ...rest) => Array.prototype[name].call(like, ...rest);
console.log(borrow('map', (x) => x + x), borrow('join', '+'), borrow('slice', 1), borrow('indexOf', 'b'));
console.log(borrow('includes', 'c'), borrow('at', -1), borrow('concat', 1), borrow('reduce', (a, b) => a + b));
console.log(Array.prototype.map.call('abc', (c) => c.toUpperCase()), Array.prototype.filter.call('a1b2', (c) => c > '9'));
(function () { console.log(Array.prototype.slice.call(arguments, 1), Array.from(arguments)); })(1, 2, 3);
attempt('on null', () => Array.prototype.map.call(null, (x) => x));
attempt('on undefined', () => Array.prototype.slice.call(undefined));
console.log(Array.length, Array.name, [].map.length, [].concat.length, Array.prototype.length);
