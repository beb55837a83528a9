// What becomes of the other rejections when a listener of 'unhandledRejection' has thrown.
process.on('unhandledRejection', (reason) => {
  console.log('told of', reason);
  throw new Error(`about ${reason}`);
});
process.on('uncaughtException', (error) => console.log('caught', error.message));
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => {
  Promise.reject('one');
  Promise.reject('two');
  process.nextTick(() => console.log('tick'));
}, 5);
setTimeout(() => {
  console.log('later');
  Promise.reject('three');
}, 150);
setTimeout(() => console.log('last'), 300);
