const turns = 2097152;
// A binary tree of async calls, each of which awaits its two children one after the other.
async function visit(leaves) {
  if (leaves <= 1) return 1;
  const left = await visit(leaves / 2);
  const right = await visit(leaves / 2);
  return left + right;
}
visit(turns / 2).then((leaves) => console.log(leaves));
