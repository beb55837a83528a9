'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
// --- parse ---
console.log(JSON.parse('{"a":1,"b":[true,false,null],"c":{"d":"e"}}'), JSON.parse(' [1 , 2.5e1, -0] '), JSON.parse('"\\u0041\\n\\"\\/"'), JSON.parse('1'), JSON.parse(null), JSON.parse(true), JSON.parse('[]'), JSON.parse('{}'));
console.log(JSON.parse('{"a":1,"a":2}'), JSON.parse('{"2":1,"1":2,"b":0}'), JSON.parse('{"__proto__":1}'), JSON.parse('["\\ud83d\\ude00"]'), Object.is(JSON.parse('-0'), -0));
const bad = ['', '{', '[', '[1', '[1,]', '[1 2]', '{"a"', '{"a" 1}', '{"a":', '{"a":1', '{"a":1,}', '{a:1}', "{'a':1}", '{"a":1 "b":2}', '"abc', '"a\nb"', '"\\x"', '"\\u12"', '01', '1.', '-', '1e', '.5', '+1', 'tru', 'nul', 'abc', 'true false', '{"a":1} x', '<html>', 'undefined', 'NaN', 'not json at all, but quite a long text', '{"key": "value", "other": bad, "more": 1}', '{\n "a": 1,\n "b": x\n}', ']', '\u00e9', '[1,2', '"\\', '{bad json}', '[object Object]', "['a']", '{"a":undefined}', '[,1]', '"tab\there"'];
for (const text of bad) attempt(JSON.stringify(text), () => JSON.parse(text));
attempt('object', () => JSON.parse({}));
attempt('undefined', () => JSON.parse());
attempt('symbol', () => JSON.parse(Symbol()));
const revived = [];
console.log(JSON.parse('{"a":[1,{"b":2}],"c":3}', function (key, value) { revived.push(`${key}=${JSON.stringify(value)}`); return value; }), revived);
console.log(JSON.parse('{"a":1,"b":2,"c":[1,2]}', (key, value) => (key === 'b' || value === 1 ? undefined : value)), JSON.parse('[1,2]', (k, v) => (Array.isArray(v) ? v : v * 10)), JSON.parse('5', () => 'replaced'));
console.log(JSON.parse('{"when":"2024-01-01T00:00:00.000Z"}', (k, v) => (k === 'when' ? new Date(v) : v)));

// --- stringify ---
console.log(JSON.stringify({ a: 1, b: 'x', c: [1, null, undefined, () => 1, NaN, Infinity, -0], d: undefined, e() {}, f: Symbol(), g: true, h: null, i: { j: {} }, [Symbol('k')]: 1 }));
for (const value of [undefined, () => 1, Symbol('s'), null, 'text', 5, NaN, [], {}, true, new Date(0), new Date(NaN), /x/, new Map([[1, 2]]), new Set([1]), new Error('e'), [undefined], Object('s'), Object(1), Object(false)]) console.log(JSON.stringify(value));
console.log(JSON.stringify('quote " slash \\ line \n tab \t bell \u0007 é 😀 \u2028 \ud800'), JSON.stringify({ 'key "q"': 1, 2: 'two', 1: 'one' }));
console.log(JSON.stringify({ a: [1, { b: 2 }], c: {}, d: [] }, null, 2));
console.log(JSON.stringify([1, [2, [3]]], null, '--'), JSON.stringify({ a: 1 }, null, 20), JSON.stringify({ a: 1 }, null, 'abcdefghijklmnop'), JSON.stringify([1], null, 0), JSON.stringify([1], null, ''), JSON.stringify([1], null, Object(1)));
console.log(JSON.stringify({ a: 1, b: 2, c: { a: 3, d: 4 } }, ['a', 'c']), JSON.stringify({ 1: 'x', b: 2 }, [1, 'b', 'b']), JSON.stringify([{ a: 1, b: 2 }], ['b']), JSON.stringify({ a: 1 }, []));
console.log(JSON.stringify({ a: 1, b: 'x', c: [1, 2] }, (key, value) => (typeof value === 'number' ? value + 1 : value)), JSON.stringify({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)));
const keys = [];
JSON.stringify({ a: [7], b: { c: 1 } }, function (key, value) { keys.push([key, this === undefined ? 'none' : Array.isArray(this) ? 'array' : Object.keys(this).join()]); return value; });
console.log(keys);
console.log(JSON.stringify({ toJSON() { return { made: 1 }; } }), JSON.stringify({ x: { toJSON(key) { return `from ${key}`; } } }), JSON.stringify([{ toJSON: (key) => typeof key + key }]), JSON.stringify({ toJSON: 5 }), JSON.stringify({ x: { toJSON() { return undefined; } } }));
class Point { constructor() { this.x = 1; this.y = 2; } get sum() { return 3; } static of() {} }
console.log(JSON.stringify(new Point()), JSON.stringify(Object.create({ inherited: 1 })), JSON.stringify(Object.create(null)), JSON.stringify(Object.defineProperty({}, 'h', { value: 1 })), JSON.stringify({ get computed() { return 'c'; } }));
console.log(JSON.stringify([, 1]), JSON.stringify(Object.assign([1], { extra: 2 })), JSON.stringify((function () { return arguments; })(1, 2)), JSON.stringify(Promise.resolve(1)), JSON.stringify([new Point(), [new Point()]]));
attempt('getter throws', () => JSON.stringify({ get x() { throw new RangeError('getter'); } }));
attempt('toJSON throws', () => JSON.stringify({ toJSON() { throw new Error('toJSON'); } }));
const circular = { name: 'c' };
circular.self = circular;
attempt('circular', () => JSON.stringify(circular));
const deep = { a: { b: [1, {}] } };
deep.a.b[1].x = deep;
attempt('circular', () => JSON.stringify(deep));
const list = [];
list.push(list);
attempt('circular', () => JSON.stringify(list));
class Node { constructor() { this.parent = { child: this }; } }
attempt('circular', () => JSON.stringify(new Node()));
const long = {};
let at = long;
for (let i = 0; i < 6; i += 1) at = at[`k${i}`] = {};
at.end = long;
attempt('circular', () => JSON.stringify([long]));
const shared = { s: 1 };
console.log(JSON.stringify([shared, shared, { shared }]));
const original = { a: [1, 2, { b: 'x' }], when: null };
const copy = JSON.parse(JSON.stringify(original));
copy.a[2].b = 'changed';
console.log(original.a[2].b, copy, JSON.parse(JSON.stringify({ u: undefined, d: new Date(0), n: NaN })));
console.log(Object.prototype.toString.call(JSON), JSON.stringify.length, JSON.parse.length, JSON[Symbol.toStringTag]);
