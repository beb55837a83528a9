// The one value that a failed comparison shows.
const assert = require('assert');
const object = { a: 1 };
const long = Array(60).fill('line');
for (const [method, value] of [
  ['notStrictEqual', 1], ['notStrictEqual', 'longer text'], ['notStrictEqual', object], ['notStrictEqual', Math.max],
  ['notDeepStrictEqual', [1]], ['notDeepStrictEqual', []], ['notDeepStrictEqual', long], ['notDeepEqual', [1]],
  ['notDeepEqual', 1],
]) {
  try {
    assert[method](value, value);
  } catch (error) {
    console.log(method, JSON.stringify(error.message));
  }
}
