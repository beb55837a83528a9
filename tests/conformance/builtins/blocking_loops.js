// Loops that only count: what they leave behind, and that timers become due meanwhile.
setTimeout(() => console.log('timer'), 0);
setTimeout(() => console.log('later timer'), 20);
setImmediate(() => console.log('immediate'));
for (let i = 0; i < 1e9; i++);
for (var j = 0; j <= 100000000; j++) {}
console.log(j);
for (var k = 5; k < 2; ++k);
console.log(k);
for (let n = 0.5; n < 3; n++);
for (var f = 0; f < 2.5; f++) {}
console.log(f);
outer: for (let i = 0; i < 10; i++) {
  for (let n = 0; n < 1000; n++);
  if (i === 2) break outer;
  console.log(i);
}
const i = 'outer';
for (let i = 0; i < 3; i++) {}
console.log(i);
const read = () => g;
for (var g = 0; g < 3; g++);
console.log(read());
