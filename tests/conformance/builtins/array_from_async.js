// Array.fromAsync: its turns, its sources, and how it fails.
const turns = (label, promise) => {
  let turn = 0;
  let settled = false;
  const count = () => {
    turn += 1;
    if (!settled && turn < 30) queueMicrotask(count);
  };
  queueMicrotask(count);
  promise.then((value) => console.log(label, value, turn), (error) => console.log(label, error.message, turn));
  promise.then(() => (settled = true), () => (settled = true));
};
async function* numbers() {
  try {
    yield 1;
    yield Promise.resolve(2);
  } finally {
    console.log('closed');
  }
}
turns('empty', Array.fromAsync([]));
turns('values', Array.fromAsync([1, 2]));
turns('promises', Array.fromAsync([Promise.resolve('a'), 'b']));
turns('mapped', Array.fromAsync([1, 2], (value, index) => value * 10 + index));
turns('mapped to promises', Array.fromAsync([1], async (value) => value + 1));
turns('generator', Array.fromAsync(numbers()));
turns('array-like', Array.fromAsync({ length: 2, 0: 'x', 1: Promise.resolve('y') }));
turns('set', Array.fromAsync(new Set([3, 4])));
turns('rejected', Array.fromAsync([Promise.reject(new Error('no'))]));
turns('mapper throws', Array.fromAsync(numbers(), () => {
  throw new Error('mapper');
}));
turns('not iterable', Array.fromAsync(null));
turns('mapper is no function', Array.fromAsync([], 5));
console.log(Array.fromAsync([]) instanceof Promise, Array.fromAsync.length);
