const turns = 2000000;
// Promise.all over a thousand async calls at a time, two turns for each.
async function one(value) {
  return value;
}
async function main() {
  let sum = 0;
  for (let round = 0; round < turns / 2000; round++) {
    const calls = [];
    for (let i = 0; i < 1000; i++) calls.push(one(i));
    for (const value of await Promise.all(calls)) sum += value;
  }
  console.log(sum);
}
main();
