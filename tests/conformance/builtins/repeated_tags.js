// Classes whose names have the tag of what they extend as a word, and others.
class MyPromise extends Promise {}
class Sub extends Promise {}
class PromiseLike extends Promise {}
class Promises extends Promise {}
class MyMap extends Map {}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'Tag';
  }
}
console.log(new MyPromise(() => {}), new Sub(() => {}));
console.log(new PromiseLike(() => {}), new Promises(() => {}));
console.log(new MyMap(), new Tagged());
