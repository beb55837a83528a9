// Where a pattern assigns to properties: what is evaluated before what.
const log = [];
const note = (text, value) => (log.push(text), value);
const target = {
  get inner() {
    return note('inner', { set value(v) { log.push(`value=${v}`); } });
  },
  set plain(v) { log.push(`plain=${v}`); },
};
const source = {
  get a() { return note('get a'); },
  get b() { return note('get b', 'B'); },
};
const flush = (label) => console.log(label, log.splice(0).join(' '));

({ a: target.inner.value = note('default', 1) } = source);
flush('object');
({ [note('key', 'b')]: target[note('name', 'plain')], ...target.inner.value } = source);
flush('computed and rest');
function* steps() {
  yield note('step 1');
  yield note('step 2', 2);
  yield note('step 3', 3);
}
[target.inner.value = note('default', 'd'), target.plain, ...target[note('rest', 'plain')]] = steps();
flush('array');
try {
  [target[note('thrown', (() => { throw new Error('no place'); })())]] = {
    [Symbol.iterator]: () => ({ next: () => note('next', {}), return: () => note('return', {}) }),
  };
} catch (error) {
  log.push(error.message);
}
flush('closed');
for ([target.plain, target.inner.value] of [[1, 2], 'xy']) flush('head');
[[target.plain], { length: target.plain }] = [['nested'], 'four'];
flush('nested');
class Private {
  #kept = 0;
  fill() {
    [this.#kept, this['other' + 1]] = [note('one', 1), note('two', 2)];
    ({ length: this.#kept = 5, x: super.x = 'into this' } = [1, 2, 3]);
    return [this.#kept, this.other1, this.x];
  }
}
console.log(new Private().fill());
flush('private');
(async () => {
  [target[await note('awaited', 'plain')] = await 'late'] = [];
  flush('suspended');
})();
