'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const list = [];
console.log(list.push(1, 2, 3), list.push(), list, list.pop(), list, [].pop(), [].shift());
console.log(list.unshift(-1, 0), list, list.shift(), list, list.unshift());

// --- splice ---
const spliced = (...parameters) => { const a = [1, 2, 3, 4, 5]; return [a.splice(...parameters), a]; };
console.log(spliced(1, 2), spliced(1), spliced(-2), spliced(1, 0, 'a', 'b'), spliced(1, 1, 'x', 'y', 'z'));
console.log(spliced(), spliced(undefined), spliced(0, 99), spliced(2, -1, 'n'), spliced(99, 1, 'end'));
console.log([1, , 3].splice(0, 2), [1, 2, 3].toSpliced(1, 1, 'a', 'b'), [1, 2, 3].toSpliced(1), [1, , 3].toSpliced(0, 0));

// --- order ---
console.log([1, 2, 3].reverse(), [1, , 3].reverse(), [].reverse(), [1, 2, 3].toReversed(), [, 1].toReversed());
console.log([3, 1, 2].sort(), [10, 9, 1].sort(), ['b', undefined, 'a', , 'c'].sort(), [true, false, null, 'm'].sort());
console.log([10, 9, 1].sort((a, b) => a - b), [1, 2, 3].sort(() => 0), [3, 1, 2].sort((a, b) => b - a));
console.log([5, undefined, 1, , 3].sort((a, b) => b - a), ['B', 'a', 'C'].sort(), ['B', 'a', 'C'].sort((a, b) => a.localeCompare(b)));
console.log([{ k: 1, v: 'a' }, { k: 0, v: 'b' }, { k: 1, v: 'c' }, { k: 0, v: 'd' }].sort((a, b) => a.k - b.k).map((x) => x.v).join(''));
console.log([3, 2, 1].toSorted(), [1, 2, 3].sort((a, b) => b > a), [2, 1].sort(undefined), [1, 10, 2].toSorted());
const calls = (values) => { const log = []; values.sort((a, b) => { log.push(`${a},${b}`); return a - b; }); return log.join(' '); };
for (const values of [[1, 2, 3], [3, 2, 1, 0], [3, 1, 2, 5, 4], [1, 1, 0, 1], [2], [], [5, 3, 8, 1, 9, 2, 7]]) console.log(calls(values));
const many = Array.from({ length: 200 }, (_, i) => (i * 7919) % 211);
console.log(many.toSorted((a, b) => a - b).every((x, i, a) => i === 0 || a[i - 1] <= x), many.toSorted((a, b) => b - a).slice(0, 5));
const stable = Array.from({ length: 300 }, (_, i) => ({ key: i % 3, i })).sort((a, b) => a.key - b.key);
console.log(stable.every((x, i) => i === 0 || stable[i - 1].key < x.key || stable[i - 1].i < x.i));
attempt('throwing comparator', () => [2, 1].sort(() => { throw new Error('compared'); }));
for (const comparator of [5, 'a', {}, null]) attempt('comparator', () => [2, 1].sort(comparator));
attempt('toSorted', () => [1].toSorted('a'));
console.log([3, 20, 100].sort((a, b) => (a < b ? -1 : 1)), ['é', 'z', 'a'].sort(), [[2], [1, 5], [1]].sort());

// --- fill, copyWithin ---
console.log([1, 2, 3].fill(0), [1, 2, 3, 4].fill('x', 1, 3), [1, 2, 3].fill(9, -1), new Array(3).fill(), Array(2).fill([]));
console.log([1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 3, 4), [1, 2, 3, 4, 5].copyWithin(-2), [1, , 3].copyWithin(0, 1));

// --- length ---
const a = [1, 2, 3, 4];
a.length = 2;
console.log(a);
a.length = 4;
console.log(a, a.push('end'), a);
a[6] = 'x';
console.log(a, a.length, a.pop(), a.pop(), a);
attempt('length', () => { a.length = -1; });
attempt('length', () => { a.length = 'many'; });
const big = [];
big.length = 4294967295;
console.log(big.length);
big.length = 0;

// --- array-likes ---
const like = {};
console.log(Array.prototype.push.call(like, 'a', 'b'), like, Array.prototype.pop.call(like), like);
console.log(Array.prototype.unshift.call(like, 'z'), like, Array.prototype.shift.call(like), like);
console.log(Array.prototype.splice.call({ length: 3, 0: 'x', 2: 'z' }, 0, 1), Array.prototype.reverse.call({ length: 2, 0: 'p' }));
console.log(Array.prototype.sort.call({ length: 3, 0: 'c', 1: 'b', 2: 'a' }), Array.prototype.fill.call({ length: 2 }, 7));
attempt('string', () => Array.prototype.push.call('abc', 'd'));
attempt('frozen', () => Object.freeze([1, 2]).reverse());
attempt('frozen', () => Object.freeze([1, 2]).shift());
attempt('frozen', () => Object.freeze([]).unshift(1));
attempt('frozen', () => Object.freeze([1]).splice(0, 1));
attempt('not extensible', () => Object.preventExtensions([1]).push(2));
