const turns = 2000000;
// Timers that are due together, a hundred thousand at a time.
let count = 0;
function turn() {
  count += 1;
  if (count % 100000 === 0) round();
}
function round() {
  if (count >= turns) {
    console.log(count);
    return;
  }
  for (let i = 0; i < 100000; i++) setTimeout(turn, 1);
}
round();
