// The cause of an error, which older releases do not take.
const low = new Error('low');
const high = new Error('high', { cause: low });
console.log(high.message, high.cause === low, 'cause' in high, Object.keys(high).length);
console.log('cause' in new Error('none', {}), new TypeError('t', { cause: undefined }).hasOwnProperty('cause'));
class Own extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'Own';
  }
}
console.log(new Own('own', { cause: 1 }).cause, String(new Own('own')));
