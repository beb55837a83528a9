// Elements that are accessors or have attributes of their own, among plain ones.
const show = (...values) => console.log(...values);
const attempt = (action) => {
  'use strict';
  try {
    return action();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

let reads = 0;
const mixed = [1, 2, 3];
Object.defineProperty(mixed, 1, { get: () => `read ${++reads}`, set: (v) => show('set', v), enumerable: true, configurable: true });
show(mixed, mixed.length, 1 in mixed, Object.keys(mixed));
show([...mixed], mixed.map((v) => v), mixed.indexOf('read 5'), mixed.join('-'), JSON.stringify(mixed));
for (const value of mixed) show('of', value);
mixed[1] = 'written';
const [head, ...tail] = mixed;
show(head, tail, Math.max(...Object.defineProperty([1, 2], 0, { get: () => 9 })));
mixed.push(4);
show(mixed.length, mixed.pop(), mixed);
show(delete mixed[1], mixed, 1 in mixed);

const far = [];
Object.defineProperty(far, 2, { get: () => 'far', enumerable: true, configurable: true });
show(far, far.length);
Object.defineProperty(far, 2, { value: 'plain', writable: true, enumerable: true, configurable: true });
show(far, Object.getOwnPropertyDescriptor(far, 2));
far[2] = 'changed';
far.length = 1;
show(far, far.length);

const fixed = ['a', 'b', 'c'];
Object.defineProperty(fixed, 1, { value: 'fixed', writable: false, configurable: false });
fixed[1] = 'ignored';
show(fixed, delete fixed[1], Object.getOwnPropertyDescriptor(fixed, 1));
(function () {
  'use strict';
  show(attempt(() => { fixed[1] = 0; }));
  show(attempt(() => { fixed.length = 0; }));
  show(attempt(() => delete fixed[1]));
})();
show(fixed.length, fixed);
show(attempt(() => Object.defineProperty(fixed, 1, { get() {} })));
Object.defineProperty(fixed, 0, { enumerable: false });
show(Object.keys(fixed), JSON.stringify(fixed));
for (const key in fixed) show('in', key);

const frozen = Object.freeze(Object.defineProperty([1, 2], 0, { get: () => 'kept' }));
show(frozen[0], Object.isFrozen(frozen), Object.getOwnPropertyDescriptor(frozen, 0).configurable);
const sealed = Object.seal(Object.defineProperty([1, 2], 0, { value: 'w', writable: true, configurable: true }));
sealed[0] = 'still written';
show(sealed[0], Object.isSealed(sealed), delete sealed[0]);
show([, 1, , 2], Object.defineProperty([, 1, , 2], 2, { get: () => 'in a hole', enumerable: true }));
