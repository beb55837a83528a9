'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
function show(...rest) { return `${this === undefined ? 'none' : this?.name ?? this} ${rest.join()}`; }
console.log(show.call({ name: 'called' }, 1, 2), show.apply({ name: 'applied' }, [3, 4]), show.call(), show.apply(null), show.apply('s', { length: 2, 0: 'x' }), show.apply(undefined, undefined));
const bound = show.bind({ name: 'bound' }, 'first');
console.log(bound('second'), bound.name, bound.length, bound.call({ name: 'ignored' }, 'x'), bound.bind(null, 'more')('last'), typeof bound, Object.keys(bound), 'prototype' in bound);
function Point(x, y) { this.x = x; this.y = y; }
const PointAt5 = Point.bind(null, 5);
const point = new PointAt5(6);
console.log(point, point instanceof Point, point instanceof PointAt5, PointAt5.name, PointAt5.length, new Point(1, 2));
console.log(((a, b) => a).length, ((a, b = 1, c) => a).length, ((...r) => r).length, (function named() {}).name, (() => {}).name, show.name, (class Klass {}).name, ({ method() {} }).method.name, ({ ['a' + 'b']: () => 1 }).ab.name, ({ [Symbol('sym')]: () => 1 })[Object.getOwnPropertySymbols({ [Symbol('sym')]: 1 })[0]]?.name);
const descriptor = Object.getOwnPropertyDescriptor(show, 'name');
console.log(descriptor, Object.getOwnPropertyDescriptor(show, 'length'), Object.getOwnPropertyDescriptor(Point, 'prototype').writable, Object.keys(show), show.hasOwnProperty('prototype'), (() => 1).hasOwnProperty('prototype'));
const getters = Object.getOwnPropertyDescriptor({ get value() { return 1; }, set value(v) {} }, 'value');
console.log(getters.get.name, getters.set.name, getters.set.length);
console.log(Math.max.apply(null, [1, 5, 3]), Array.prototype.concat.apply([], [[1], [2, [3]]]), Function.prototype.call.call(show, { name: 'twice' }, 9), Math.max.name, Math.max.length, Array.from.name);
console.log(Math.max.toString(), String([].push), Function.prototype.toString.call(show.bind()), Function.prototype() === undefined, Function.prototype.name === '', Function.prototype.length);
console.log(Point[Symbol.hasInstance](point), Function.prototype[Symbol.hasInstance].call(Point, {}), point instanceof Object, show instanceof Function, class {} instanceof Function, { [Symbol.hasInstance]: 1 } && true);
class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
console.log(2 instanceof Even, 3 instanceof Even);
attempt('call', () => Function.prototype.call.call(5));
attempt('apply', () => show.apply(null, 5));
attempt('bind', () => Function.prototype.bind.call({}));
attempt('toString', () => Function.prototype.toString.call({}));
attempt('new arrow', () => new (() => {})());
attempt('new method', () => new ({ m() {} }).m());
attempt('class call', () => class A {}());
attempt('new builtin', () => new Math.max());
attempt('instanceof', () => ({}) instanceof (() => {}));
console.log(typeof function () {}, typeof class {}, typeof Math.max, show.constructor === Function, Object.getPrototypeOf(async () => {}) !== Function.prototype, (async () => {}).constructor.name, (function* () {}).constructor.name);
function defaults(a, b = a + 1, { c = 3, ...others } = {}, [d = 4] = [], ...rest) { return [a, b, c, others, d, rest, arguments.length]; }
console.log(defaults(1), defaults(1, undefined, { c: 9, e: 5 }, [8], 'r1', 'r2'), defaults.length);
const curry = (fn) => function next(...given) { return given.length >= fn.length ? fn(...given) : (...more) => next(...given, ...more); };
console.log(curry((a, b, c) => a + b + c)(1)(2)(3), [1, 2, 3].map(((x, y) => x * y).bind(null, 2)), ['a', 'b'].map(Function.prototype.call, String.prototype.toUpperCase));
const counter = (() => { let n = 0; return { next: () => ++n, get value() { return n; } }; })();
console.log(counter.next(), counter.next(), counter.value);
show.extra = 'property';
console.log(show.extra, Object.keys(show), show);
console.log(bound, Point, class Shown {}, class extends Point {}, () => {}, async () => {}, function* g() {}, async function* ag() {}, Math.max, Symbol, [show, class X {}]);
console.log(Reflect.ownKeys(class { static s = 1; static m() {} }).includes('s'), Reflect.apply(Math.max, null, [1, 2]), Reflect.construct(Point, [1, 2]), Reflect.construct(Point, [1, 2], class Q {}).constructor.name, Reflect.has({ a: 1 }, 'a'), Reflect.ownKeys({ b: 1, 1: 2, [Symbol.iterator]: 3 }), Reflect.get({ get x() { return this.y; } }, 'x', { y: 'receiver' }), Reflect.set({}, 'a', 1), Reflect.set(Object.freeze({ a: 1 }), 'a', 2), Reflect.deleteProperty({ a: 1 }, 'a'), Reflect.defineProperty({}, 'a', { value: 1 }), Reflect.getPrototypeOf([]) === Array.prototype, Reflect.setPrototypeOf({}, null), Reflect.isExtensible({}), Reflect.preventExtensions({}), Reflect.getOwnPropertyDescriptor({ a: 1 }, 'a'));
attempt('Reflect', () => Reflect.ownKeys(1));
attempt('Reflect', () => Reflect.apply(1));

