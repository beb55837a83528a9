const turns = 2000000;
// Microtasks that queue the next one.
let left = turns;
function turn() {
  left -= 1;
  if (left > 0) queueMicrotask(turn);
  else console.log('done');
}
queueMicrotask(turn);
