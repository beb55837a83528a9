'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const symbol = Symbol('desc');
console.log(symbol, symbol.toString(), String(symbol), symbol.description, Symbol().description, Symbol('').description, Symbol(undefined), Symbol(5), Symbol(null).description, typeof symbol);
console.log(Symbol('a') === Symbol('a'), Symbol.for('a') === Symbol.for('a'), Symbol.keyFor(Symbol.for('k')), Symbol.keyFor(symbol), Symbol.for('x').description, Symbol.for(), Symbol.keyFor(Symbol.iterator));
console.log(Symbol.iterator, Symbol.asyncIterator.toString(), Symbol.hasInstance.description, [Symbol.toPrimitive, Symbol.toStringTag, Symbol.species, Symbol.match, Symbol.unscopables].map(String));
const object = { [symbol]: 'value', plain: 1, [Symbol.for('shared')]: 2 };
console.log(object, object[symbol], Object.keys(object), Object.getOwnPropertySymbols(object), JSON.stringify(object), symbol in object, { ...object }[symbol], Object.entries(object));
console.log(Object(symbol) == symbol, typeof Object(symbol), Object(symbol).valueOf() === symbol, Object(symbol), [symbol], new Map([[symbol, 1]]).get(symbol), Object.prototype.toString.call(symbol), symbol.constructor === Symbol);
attempt('new', () => new Symbol());
attempt('add', () => symbol + '');
attempt('template', () => `${symbol}`);
attempt('number', () => +symbol);
attempt('keyFor', () => Symbol.keyFor('x'));
attempt('toString', () => Symbol.prototype.toString.call(1));
attempt('description', () => Object.getOwnPropertyDescriptor(Symbol.prototype, 'description').get.call(5));
class Temperature {
  constructor(degrees) { this.degrees = degrees; }
  [Symbol.toPrimitive](hint) { return hint === 'string' ? `${this.degrees}°` : this.degrees; }
  get [Symbol.toStringTag]() { return 'Temperature'; }
}
const warm = new Temperature(21);
console.log(`${warm}`, warm + 1, warm * 2, warm > 20, String(warm), Object.prototype.toString.call(warm), warm == 21, [warm] + '', JSON.stringify({ warm }));
attempt('toPrimitive', () => +{ [Symbol.toPrimitive]: () => ({}) });
attempt('toPrimitive', () => `${{ [Symbol.toPrimitive]: 5 }}`);
class Range {
  constructor(from, to) { this.from = from; this.to = to; }
  *[Symbol.iterator]() { for (let i = this.from; i <= this.to; i += 1) yield i; }
}
console.log([...new Range(1, 4)], Math.max(...new Range(1, 3)), Array.from(new Range(1, 2), (n) => n * n), new Set(new Range(1, 2)), Object.fromEntries([...new Range(1, 2)].map((n) => [n, n])));
const [a, ...b] = new Range(1, 3);
console.log(a, b, (() => { for (const n of new Range(1, 9)) if (n === 3) return n; })());
const manual = { from: 1, [Symbol.iterator]() { let n = this.from; return { next: () => ({ value: n, done: n++ > 3 }), return() { console.log('closed'); return {}; } }; } };
for (const n of manual) { if (n === 2) break; console.log(n); }
console.log([...manual]);
attempt('not iterable', () => [...{}]);
attempt('bad result', () => [...{ [Symbol.iterator]: () => ({ next: () => 5 }) }]);
attempt('bad iterator', () => [...{ [Symbol.iterator]: () => 5 }]);
