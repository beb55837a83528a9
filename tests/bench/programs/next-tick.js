const turns = 2000000;
// Ticks that queue the next one, with an argument.
function turn(left) {
  if (left > 0) process.nextTick(turn, left - 1);
  else console.log('done');
}
process.nextTick(turn, turns);
