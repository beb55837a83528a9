// Arrays that are frozen, sealed, closed or have a read-only length: what each method leaves, and what it says.
const kinds = {
  frozen: () => Object.freeze([3, 1, 2]),
  sealed: () => Object.seal([3, 1, 2]),
  closed: () => Object.preventExtensions([3, 1, 2]),
  'of fixed length': () => Object.defineProperty([3, 1, 2], 'length', { writable: false }),
  'with a hole': () => Object.freeze([3, , 2]),
  'empty and fixed': () => Object.defineProperty([], 'length', { writable: false }),
};
const actions = {
  push: (a) => a.push(8, 9),
  'push nothing': (a) => a.push(),
  pop: (a) => a.pop(),
  shift: (a) => a.shift(),
  unshift: (a) => a.unshift(9),
  'splice in': (a) => a.splice(1, 0, 'x'),
  'splice out': (a) => a.splice(0, 1),
  'splice over': (a) => a.splice(0, 1, 'y'),
  reverse: (a) => a.reverse(),
  sort: (a) => a.sort(),
  fill: (a) => a.fill(7),
  copyWithin: (a) => a.copyWithin(0, 1),
  concat: (a) => a.concat([4]),
  'shorter': (a) => { 'use strict'; a.length = 1; },
  'longer': (a) => { 'use strict'; a.length = 9; },
  'quietly': (a) => { a.length = 0; a[0] = 'n'; a[5] = 'm'; },
  'first': (a) => { 'use strict'; a[0] = 'z'; },
  'behind': (a) => { 'use strict'; a[4] = 'z'; },
  'delete': (a) => { 'use strict'; delete a[1]; },
  'define': (a) => Object.defineProperty(a, 3, { value: 1 }),
  'Reflect.set': (a) => Reflect.set(a, 3, 'r'),
  'assign': (a) => Object.assign(a, [5]),
  'name': (a) => { 'use strict'; a.name = 1; },
  toSpliced: (a) => a.toSpliced(0, 1),
};
for (const [kind, build] of Object.entries(kinds)) {
  console.group(kind);
  for (const [name, act] of Object.entries(actions)) {
    const array = build();
    let outcome;
    try {
      outcome = act(array);
    } catch (e) {
      outcome = e.message;
    }
    console.log(name, outcome, array);
  }
  console.groupEnd();
}
