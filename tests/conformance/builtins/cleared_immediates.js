// A rejection that ends the process, and an immediate that was cleared before.
const immediate = setImmediate(() => console.log('never'));
setTimeout(() => console.log('60 ms'), 60);
setTimeout(() => console.log('20 ms'), 20);
process.nextTick(() => {
  clearImmediate(immediate);
  console.log('cleared');
});
Promise.reject(new Error('nobody handles this'));
