// A module whose callbacks are the first to use process.
setTimeout(() => {
  console.log('timer');
  Promise.resolve().then(() => console.log('promise')).then(() => console.log('second promise'));
  process.nextTick(() => console.log('tick'));
  console.log('end of timer');
}, 1);
setTimeout(() => {
  console.log('later timer');
  Promise.resolve().then(() => console.log('later promise'));
  process.nextTick(() => console.log('later tick'));
}, 30);
