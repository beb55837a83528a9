'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};

// --- lists of properties ---
const mixed = { b: 1, 2: 'two', a: 2, 1: 'one', [Symbol('s')]: 3 };
console.log(Object.keys(mixed), Object.values(mixed), Object.entries(mixed));
console.log(Object.getOwnPropertyNames('ab'), Object.keys('ab'), Object.entries([7, 8]));
console.log(Object.getOwnPropertySymbols(mixed).map(String));
const withGetter = { get now() { return 'got'; }, plain: 1 };
console.log(Object.values(withGetter), Object.entries(withGetter));
const shrinking = { get a() { delete this.b; return 1; }, b: 2, c: 3 };
console.log(Object.entries(shrinking));
console.log(Object.keys(5), Object.keys(true), Object.keys(() => 1));

// --- assign ---
const target = { a: 1 };
console.log(Object.assign(target, { b: 2 }, null, undefined, { a: 3 }, 'xy', [9]) === target, target);
attempt('assign to frozen', () => Object.assign(Object.freeze({ a: 1 }), { a: 2 }));
const order = [];
Object.assign({ set x(value) { order.push(`set ${value}`); } }, { get x() { order.push('get'); return 5; } });
console.log(order);
attempt('assign null', () => Object.assign(null, {}));

// --- descriptors ---
console.log(Object.getOwnPropertyDescriptor({ a: 1 }, 'a'));
console.log(Object.getOwnPropertyDescriptor(Object.freeze([5]), 0));
console.log(Object.getOwnPropertyDescriptor('abc', 1), Object.getOwnPropertyDescriptor([1], 'length'));
console.log(Object.getOwnPropertyDescriptors({ a: 1, get b() { return 2; } }));
const defined = Object.defineProperty({}, 'hidden', { value: 42 });
console.log(Object.keys(defined), defined.hidden, JSON.stringify(Object.getOwnPropertyDescriptor(defined, 'hidden')));
attempt('write hidden', () => { defined.hidden = 1; });
attempt('redefine', () => Object.defineProperty(defined, 'hidden', { value: 43 }));
attempt('same value', () => Object.defineProperty(defined, 'hidden', { value: 42 }).hidden);
const counter = Object.defineProperties({}, {
  count: { value: 0, writable: true },
  next: { get() { return ++this.count; }, enumerable: true },
});
console.log(counter.next, counter.next, Object.keys(counter));
const turned = Object.defineProperty({ a: 1 }, 'a', { get: () => 'getter' });
console.log(turned.a, Object.getOwnPropertyDescriptor(turned, 'a').enumerable);
attempt('descriptor', () => Object.defineProperty({}, 'a', 1));
attempt('getter', () => Object.defineProperty({}, 'a', { get: 1 }));
attempt('both', () => Object.defineProperty({}, 'a', { get() {}, value: 1 }));
attempt('non-object', () => Object.defineProperty(1, 'a', {}));
const list = [1, 2, 3];
Object.defineProperty(list, 'length', { value: 1 });
console.log(list);
attempt('length', () => Object.defineProperty([], 'length', { value: -1 }));

// --- integrity ---
const levels = (object) => [Object.isExtensible(object), Object.isSealed(object), Object.isFrozen(object)];
console.log(levels({ a: 1 }), levels(Object.preventExtensions({ a: 1 })), levels(Object.preventExtensions({})));
console.log(levels(Object.seal({ a: 1 })), levels(Object.freeze({ a: 1 })), levels(1), levels('x'));
console.log(levels(Object.seal([1])), levels(Object.freeze([1, 2])), levels([]), levels(Object.freeze([])));
const frozen = Object.freeze({ list: [1], nested: { deep: true } });
frozen.list.push(2);
frozen.nested.deep = false;
console.log(frozen);
attempt('freeze write', () => { frozen.list = 1; });
attempt('freeze add', () => { frozen.extra = 1; });
attempt('freeze delete', () => { delete frozen.list; });
const sealed = Object.seal({ a: 1 });
sealed.a = 2;
console.log(sealed);
attempt('seal delete', () => { delete sealed.a; });
attempt('frozen array push', () => Object.freeze([1]).push(2));
attempt('frozen array write', () => { Object.freeze([1])[0] = 2; });
attempt('frozen array sort', () => Object.freeze([2, 1]).sort());
attempt('sealed array pop', () => Object.seal([1]).pop());
attempt('frozen array length', () => { Object.freeze([1]).length = 0; });

// --- prototypes ---
const animal = { legs: 4, describe() { return `${this.name}: ${this.legs}`; } };
const dog = Object.create(animal, { name: { value: 'Rex', enumerable: true } });
console.log(dog.describe(), Object.getPrototypeOf(dog) === animal, animal.isPrototypeOf(dog), Object.keys(dog));
const bare = Object.create(null);
bare.x = 1;
console.log(bare, Object.getPrototypeOf(bare), 'toString' in bare);
console.log(Object.setPrototypeOf(bare, animal) === bare, bare.legs, bare.__proto__ === animal);
const literal = { __proto__: animal };
console.log(literal.legs, Object.keys(literal));
literal.__proto__ = null;
console.log(literal.legs);
attempt('cycle', () => { Object.setPrototypeOf(animal, dog); });
attempt('create undefined', () => Object.create());
attempt('prototype of null', () => Object.getPrototypeOf(null));
attempt('not extensible', () => Object.setPrototypeOf(Object.preventExtensions({}), {}));
console.log(Object.getPrototypeOf(1) === Number.prototype, Object.getPrototypeOf('') === String.prototype);

// --- the rest ---
console.log(Object.is(NaN, NaN), Object.is(0, -0), Object.is('a', 'a'), Object.is({}, {}));
console.log(Object.hasOwn({ a: undefined }, 'a'), Object.hasOwn({}, 'toString'), Object.hasOwn([1], 0));
console.log(Object.fromEntries([['a', 1], ['b', 2]]), Object.fromEntries(new Map([[1, 2]])));
attempt('fromEntries', () => Object.fromEntries([1]));
attempt('fromEntries undefined', () => Object.fromEntries());
attempt('fromEntries number', () => Object.fromEntries(5));
console.log(Object.groupBy([1, 2, 3, 4, 5], (n) => (n % 2 ? 'odd' : 'even')));
console.log(Object.groupBy('hello', (c, i) => i % 2));
console.log(Object(1), Object('s'), Object(true), Object(null), Object({ a: 1 }), typeof Object(1), Object(1) + 1);
console.log(new Object(), new Object(5) instanceof Number);
const tag = (value) => Object.prototype.toString.call(value);
console.log(tag(), tag(null), tag([]), tag(() => 1), tag(new Error('x')), tag(true), tag(1), tag('s'));
console.log(tag(new Date(0)), tag(/x/), tag(new Map()), tag(Promise.resolve()), tag(Symbol()), tag(JSON), tag(Math));
console.log(tag((function () { return arguments; })()), tag({ [Symbol.toStringTag]: 'Mine' }), tag(function* () {}));
console.log({}.toString(), `${{}}`, {} + '', [].toString(), String({ toString: () => 'own' }));
console.log({ a: 1 }.hasOwnProperty('a'), [1].propertyIsEnumerable(0), [1].propertyIsEnumerable('length'));
console.log({ toString() { return 'locale'; } }.toLocaleString(), { a: 1 }.valueOf());
attempt('keys of null', () => Object.keys(null));
attempt('hasOwnProperty of undefined', () => Object.prototype.hasOwnProperty.call(undefined, 'a'));
console.log(globalThis === this, typeof globalThis, globalThis.Object === Object);
console.log(Object.length, Object.name, Object.keys.name, Object.keys.length, Object.prototype.constructor === Object);
