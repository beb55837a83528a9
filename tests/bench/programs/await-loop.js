const turns = 2000000;
// One async function that awaits a plain value and a settled promise in turn.
async function main() {
  const settled = Promise.resolve(1);
  let sum = 0;
  for (let i = 0; i < turns; i += 2) {
    sum += await i;
    sum += await settled;
  }
  console.log(sum);
}
main();
