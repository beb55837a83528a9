// Proxy: each trap, and what runs them.
const log = (...values) => console.log(...values);
const traced = new Proxy({ a: 1 }, {
  get(target, key, receiver) {
    log('get', String(key));
    return Reflect.get(target, key, receiver);
  },
  set(target, key, value) {
    log('set', key, value);
    target[key] = value;
    return true;
  },
  has(target, key) {
    log('has', key);
    return key in target;
  },
  deleteProperty(target, key) {
    log('delete', key);
    return delete target[key];
  },
  ownKeys(target) {
    log('ownKeys');
    return Reflect.ownKeys(target);
  },
});
traced.a;
traced.b = 2;
log('a' in traced, delete traced.a);
log(Object.keys(traced), { ...traced });
for (const key in traced) log(key);
log(traced, JSON.stringify(traced), traced instanceof Object, typeof traced);
const callable = new Proxy((a) => a * 2, { apply: (target, receiver, args) => target(...args) + 1 });
log(callable(5), typeof callable);
const constructed = new Proxy(class {}, { construct: (target, args) => ({ made: args }) });
log(new constructed(1, 2));
const last = new Proxy([1, 2, 3], { get: (target, key) => target[key < 0 ? target.length + Number(key) : key] });
log(last[-1], last[0], Array.isArray(last));
const readOnly = new Proxy({}, { set: () => false });
readOnly.x = 1;
log(readOnly.x);
(() => {
  'use strict';
  try {
    readOnly.x = 1;
  } catch (error) {
    log(error.message);
  }
})();
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
for (const use of [() => proxy.x, () => 'x' in proxy, () => new Proxy(1, {}), () => Proxy({}, {})]) {
  try {
    use();
  } catch (error) {
    log(error.message);
  }
}
const api = new Proxy({}, { get: (target, name) => (...args) => Promise.resolve([name, ...args]) });
api.user(1).then(log);
const silent = new Proxy({}, { get: (target, key) => void log('asked for', String(key)) });
(async () => {
  await silent;
  log('awaited');
})();
class Watched {
  constructor() {
    return new Proxy(this, { get: (target, key) => (key === 'magic' ? 42 : target[key]) });
  }
  method() {
    return this.magic;
  }
}
log(new Watched().method(), new Watched());
