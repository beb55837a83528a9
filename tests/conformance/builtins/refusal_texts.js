// What strict code is told where a write or a delete is refused.
'use strict';

class Plain {}
function plain() {}
const frozen = Object.freeze;
const attempts = [
  () => { Plain.prototype = 1; },
  () => { plain.name = 'x'; },
  () => { delete Plain.prototype; },
  () => { frozen([1])[0] = 2; },
  () => { frozen({ a: 1 }).a = 2; },
  () => { frozen({ toString: () => 'own', a: 1 }).a = 2; },
  () => { Math.PI = 1; },
  () => { ({ get q() { return 1; } }).q = 1; },
  () => { (class { static get z() { return 1; } }).z = 1; },
  () => { new (class { get b() { return 1; } })().b = 2; },
  () => { frozen(new Date(0)).x = 1; },
  () => { delete frozen({ a: 1 }).a; },
  () => { delete frozen([1])[0]; },
  () => { delete frozen(new (class Named { a = 1; })()).a; },
  () => { true.x = 1; },
  () => { 'abc'[0] = 'x'; },
  () => { frozen(plain).x = 1; },
  () => { Object.defineProperty(() => {}, 'y', { value: 1 }).y = 2; },
  () => { globalThis.undefined = 1; },
  () => { NaN = 1; },
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log('done');
  } catch (error) {
    console.log(error.name, error.message);
  }
}
