// Objects that do the work of a pattern: String.prototype.split and its like ask them.
const show = (...values) => console.log(...values);

class Splitter {
  constructor(separator) {
    this.separator = separator;
  }
  flags = 'g';
  [Symbol.split](text, limit) {
    show('split', text, limit);
    return text.split(this.separator);
  }
  [Symbol.replace](text, replacement) {
    return `${text}:${replacement}`;
  }
  [Symbol.match](text) {
    return ['match', text];
  }
  [Symbol.matchAll](text) {
    return ['matchAll', text].values();
  }
  [Symbol.search]() {
    return 42;
  }
}
const splitter = new Splitter('-');
show('a-b'.split(splitter), 'a-b'.split(splitter, 1), 'x'.replace(splitter, 'y'), 'x'.replaceAll(splitter, 'z'));
show('q'.match(splitter), [...'q'.matchAll(splitter)], 'q'.search(splitter));
class Loud extends RegExp {
  [Symbol.replace](text, replacement) {
    return `loud ${super[Symbol.replace](text, replacement)}`;
  }
  [Symbol.match](text) {
    return super[Symbol.match](text)?.length;
  }
}
const loud = new Loud('b', 'g');
show('abcb'.replace(loud, 'X'), 'abcb'.match(loud), 'abcb'.split(loud));
show('abc'.split({ [Symbol.split]: null, toString: () => 'b' }), /b/[Symbol.replace]('abc', '-'));
const unmatched = /a/g;
unmatched[Symbol.match] = undefined;
show('/a/g'.match(unmatched)[0], RegExp.prototype[Symbol.split].name, RegExp.prototype[Symbol.matchAll].length);
for (const action of [
  () => 'a'.split({ [Symbol.split]: 5 }),
  () => 'a'.replaceAll({ [Symbol.match]: true }, ''),
  () => RegExp.prototype[Symbol.search].call({}, 'x'),
  () => RegExp.prototype[Symbol.match].call(1, 'x'),
]) {
  try {
    show(action());
  } catch (error) {
    show(error.name, error.message);
  }
}
