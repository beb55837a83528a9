const turns = 2000000;
// Immediates, a thousand to an iteration of the loop.
let count = 0;
function turn() {
  count += 1;
  if (count % 1000 === 0) round();
}
function round() {
  if (count >= turns) {
    console.log(count);
    return;
  }
  for (let i = 0; i < 1000; i++) setImmediate(turn);
}
round();
