// In which turn assert.rejects and doesNotReject settle, what they refuse, and what failures say.
const assert = require('assert');
const util = require('util');
const turns = (n) => n > 0 && Promise.resolve().then(() => (console.log('turn', 6 - n), turns(n - 1)));

assert.rejects(Promise.reject(new Error('expected'))).then(() => console.log('rejects'));
assert.doesNotReject(Promise.resolve()).then(() => console.log('does not reject'));
assert.rejects(() => { throw new Error('at once'); }).catch((error) => console.log(error.message));
assert.rejects(async () => 1).catch((error) => console.log(error.message, error.generatedMessage));
assert.rejects(5).catch((error) => console.log(error.code, error.message));
assert.rejects(() => 'text').catch((error) => console.log(error.code, error.message));
assert.rejects({ then: (resolve, reject) => reject('thenable'), catch() {} }, (reason) => reason === 'thenable')
  .then(() => console.log('a thenable'));
turns(5);

setTimeout(async () => {
  const failures = [
    () => assert.strictEqual('a', 'b', 'the message'),
    () => assert.deepStrictEqual({ a: 1 }, { a: 2 }, 'the message'),
    () => assert.notStrictEqual(1, 1, 'the message'),
    () => assert.equal(1, 2, 'the message'),
    () => assert.throws(() => {}),
    () => assert.throws(() => {}, TypeError),
    () => assert.throws(() => {}, 'the message'),
    () => assert.throws(() => {}, RangeError, 'the message'),
    () => assert.throws(() => { throw new Error('one'); }, { message: 'two' }),
    () => assert.rejects(Promise.resolve(), 'the message'),
    () => assert.rejects(Promise.resolve(), TypeError),
    () => assert.rejects(Promise.reject(new TypeError('one')), { name: 'TypeError', message: 'two' }),
    () => assert.doesNotReject(Promise.reject(new Error('one'))),
    () => assert.ifError(new Error('given')),
  ];
  for (const failure of failures) {
    try {
      await failure();
      console.log('passed');
    } catch (error) {
      console.log(error.name, JSON.stringify(error.message), error.generatedMessage);
    }
  }
  const old = util.deprecate(function named(a, b) { return [this, a, b]; }, 'use the new one', 'DEP0');
  process.on('warning', (warning) => console.log(warning.name, warning.message, warning.code));
  console.log(old.call('x', 1, 2), old.call('y', 3), old.name, old.length);
}, 1);
