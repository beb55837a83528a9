setTimeout(() => console.log('never'), 0);
console.log('start');
function again() {
  Promise.resolve().then(again);
}
again();
