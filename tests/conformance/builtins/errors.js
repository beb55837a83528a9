'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const error = new Error('boom');
console.log(error.name, error.message, String(error), error.toString(), `${error}`, error instanceof Error, Object.keys(error), JSON.stringify(error), 'stack' in error, typeof error.stack, error.stack.split('\n')[0]);
for (const Kind of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError]) {
  const made = new Kind('m', { cause: 'c' });
  console.log(made.name, Kind.name, Kind.length, String(made), made instanceof Error, made instanceof Kind, made.cause, Object.getPrototypeOf(Kind) === (Kind === Error ? Function.prototype : Error), made.constructor === Kind, Kind.prototype.message === '');
}
console.log(String(new Error()), String(Error('called')), Error('x') instanceof Error, new Error(undefined).hasOwnProperty('message'), new Error('').hasOwnProperty('message'), new Error(5).message, new Error(null).message, new Error({}).message);
const caused = new Error('outer', { cause: error });
console.log(caused.cause === error, Object.getOwnPropertyNames(caused), new Error('x', {}).hasOwnProperty('cause'), new Error('x', { cause: undefined }).hasOwnProperty('cause'), new Error('x', 5).cause);
const aggregate = new AggregateError([1, new Error('in')], 'many', { cause: 'why' });
console.log(aggregate.name, aggregate.message, aggregate.errors.length, aggregate.errors[0], aggregate.cause, aggregate instanceof Error, String(aggregate), AggregateError.length, new AggregateError(new Set([1, 2])).errors, Object.getOwnPropertyNames(aggregate));
attempt('AggregateError', () => new AggregateError(5));
attempt('AggregateError', () => AggregateError());

// --- subclasses ---
class AppError extends Error {
  constructor(message, code) {
    super(message);
    this.name = 'AppError';
    this.code = code;
  }
}
class NotFound extends AppError {
  get [Symbol.toStringTag]() { return 'NF'; }
}
const app = new NotFound('missing', 404);
console.log(app.name, app.message, app.code, String(app), app instanceof AppError, app instanceof Error, app.constructor.name, Object.keys(app), app.stack.split('\n')[0], Object.prototype.toString.call(app), Object.prototype.toString.call(new AppError('x')));
class Nameless extends TypeError {}
console.log(String(new Nameless('n')), new Nameless('n').name, new Nameless('n') instanceof TypeError);
class Early extends Error { name = 'Early'; }
console.log(String(new Early('field')), new Early('x').stack.split('\n')[0]);
class Prototyped extends Error {}
Prototyped.prototype.name = 'Prototyped';
console.log(String(new Prototyped('p')), new Prototyped('p').stack.split('\n')[0]);

// --- toString, and errors that are none ---
console.log(Error.prototype.toString.call({ name: 'N', message: 'm' }), Error.prototype.toString.call({}), Error.prototype.toString.call({ name: '', message: 'only' }), Error.prototype.toString.call({ name: 'Only', message: '' }));
attempt('toString', () => Error.prototype.toString.call(1));
const renamed = new Error('m');
renamed.name = 'Renamed';
renamed.message = 'changed';
console.log(String(renamed), renamed.stack.split('\n')[0]);
const holder = {};
Error.captureStackTrace(holder);
console.log(typeof holder.stack, holder.stack.split('\n')[0], Object.keys(holder), Error.stackTraceLimit);
attempt('thrown', () => { throw { name: 'Plain', message: 'object' }; });
for (const thrown of ['text', 5, null, undefined, { a: 1 }, [1]]) {
  try { throw thrown; } catch (caught) { console.log(caught === thrown, caught); }
}
try { throw new RangeError('r'); } catch ({ name, message }) { console.log(name, message); }
const rethrow = () => { try { throw new Error('first'); } catch (e) { throw new Error('second', { cause: e }); } finally { console.log('finally'); } };
try { rethrow(); } catch (e) { console.log(e.message, e.cause.message); }
console.log((() => { try { return 'try'; } finally { console.log('cleanup'); } })(), (() => { try { throw 1; } catch { return 'catch'; } finally { return 'finally'; } })());

// --- messages of the language ---
let nothing;
const object = { method: 5, inner: {} };
for (const action of [() => nothing.x, () => null.x, () => nothing.x(), () => object.none(), () => object.method(), () => object.inner.deep(), () => undeclared, () => nothing(), () => new (() => 1)(), () => new object.method(), () => { object.none.x = 1; }, () => [...5], () => { const [a] = null; }, () => { const { a } = undefined; }, () => 'x' in 'text', () => ({}) instanceof 5, () => { later; let later; }, () => { const c = 1; c = 2; }, () => Symbol() + '', () => null[Symbol.iterator], () => class A { constructor() { this.x; } }(), () => { class B extends Object { constructor() {} } return new B(); }, () => [].at.call(null), () => Reflect.construct(5), () => decodeURIComponent('%')]) attempt('message', action);
