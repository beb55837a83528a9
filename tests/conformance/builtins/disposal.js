// Symbol.dispose and Symbol.asyncDispose, and what has them.
console.log(Symbol.dispose, Symbol.asyncDispose, Object.getOwnPropertyDescriptor(Symbol, 'dispose').writable);
console.log(Reflect.ownKeys(Symbol).slice(-3));
const timer = setTimeout(() => console.log('never'), 0);
const immediate = setImmediate(() => console.log('never'));
console.log(timer[Symbol.dispose](), immediate[Symbol.dispose]());
console.log(timer[Symbol.dispose], Reflect.ownKeys(Object.getPrototypeOf(Object.getPrototypeOf([].values()))));
function* numbers() { try { yield 1; } finally { console.log('closed'); } }
const opened = numbers();
opened.next();
console.log(opened[Symbol.dispose](), opened.next(), [][Symbol.iterator]()[Symbol.dispose]());
async function* slow() { try { yield 1; } finally { await null; console.log('closed later'); } }
const running = slow();
running.next().then(async () => {
  console.log(await running[Symbol.asyncDispose](), await running.next());
  const bare = Object.create(Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(slow()))));
  console.log(await bare[Symbol.asyncDispose]());
  bare.return = () => { throw new Error('return failed'); };
  await bare[Symbol.asyncDispose]().catch((error) => console.log(error.message));
  bare.return = (...given) => { console.log(given); return Promise.resolve(5); };
  console.log(await bare[Symbol.asyncDispose]());
});
const { addAbortListener } = require('events');
const controller = new AbortController();
const disposable = addAbortListener(controller.signal, () => console.log('removed before'));
addAbortListener(controller.signal, () => console.log('aborted'));
console.log(disposable);
disposable[Symbol.dispose]();
controller.abort();
class Resource { [Symbol.dispose]() { return 'disposed'; } }
console.log(new Resource()[Symbol.dispose](), Reflect.ownKeys(Resource.prototype));
