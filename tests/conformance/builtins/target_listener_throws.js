// When the exception of an event target's listener is reported, and the rejection of another's promise.
const target = new EventTarget();
process.on('uncaughtException', (error) => console.log('caught', error.message));
process.on('unhandledRejection', (reason) => console.log('unhandled', reason.message));
target.addEventListener('go', () => {
  throw new Error('thrown');
});
target.addEventListener('go', () => console.log('second'));
target.dispatchEvent(new Event('go'));
console.log('dispatched');
process.nextTick(() => console.log('tick'));
setTimeout(() => {
  target.addEventListener('later', async () => {
    throw new Error('rejected');
  });
  target.dispatchEvent(new Event('later'));
}, 50);
