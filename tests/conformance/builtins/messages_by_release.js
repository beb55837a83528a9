// What V8 says of a fault, where releases say it differently.
const attempt = (name, action) => {
  try {
    action();
    console.log(name, 'no error');
  } catch (error) {
    console.log(`${name}: ${error.name}: ${error.message}`);
  }
};
const none = undefined;
const object = {};

attempt('read', () => none.key);
attempt('read of null', () => null.key);
attempt('read by index', () => none[0]);
attempt('read by text', () => none['two words']);
attempt('read of a missing object', () => object.missing.key);
attempt('method of a missing object', () => object.missing.method());
attempt('write', () => { none.key = 1; });
attempt('write by index', () => { null[1] = 1; });
attempt('read of an iterator', () => none[Symbol.iterator]);
attempt('uninitialized', () => { early; let early = 1; return early; });
attempt('uninitialized class', () => { new Early(); class Early {} });

attempt('map of a number', () => new Map(5));
attempt('set of an object', () => new Set({}));
attempt('weak map of a number', () => new WeakMap(5));
attempt('spread of a number', () => [...5]);
attempt('spread of undefined', () => [...none]);
attempt('argument that is no iterable', () => Math.max(...5));
attempt('array pattern', () => { const [first] = 5; return first; });
attempt('array pattern of undefined', () => { const [first] = none; return first; });
attempt('array parameter', () => (([first]) => first)(undefined));
attempt('array parameter of an object', () => (([first]) => first)({}));
attempt('object pattern', () => { const { key } = undefined; return key; });
attempt('object pattern of a variable', () => { const { key } = none; return key; });
attempt('object parameter', () => (({ key }) => key)());
attempt('empty pattern', () => { const {} = null; });
attempt('nested pattern', () => { const { outer: { inner } } = object; return inner; });
attempt('for of', () => { for (const each of object) each(); });
attempt('for of a call', () => { const nothing = () => {}; for (const each of nothing()) each(); });
attempt('yield*', () => (function* () { yield* 5; })().next());

attempt('repeat', () => 'x'.repeat(-1));
attempt('map with a number', () => [1].map(5));
attempt('forEach with nothing', () => [1].forEach());
attempt('sort with a number', () => [2, 1].sort(5));
attempt('circular JSON', () => { const ring = {}; ring.self = ring; return JSON.stringify(ring); });

Promise.all(5).catch((error) => console.log(`all: ${error.message}`));
Promise.all({}).catch((error) => console.log(`all of an object: ${error.message}`));
Promise.race().catch((error) => console.log(`race: ${error.message}`));
