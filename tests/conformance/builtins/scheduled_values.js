// What cannot be called is refused when it is scheduled.
for (const [name, schedule] of [
  ['setTimeout', () => setTimeout('code')],
  ['setInterval', () => setInterval(5, 1)],
  ['setImmediate', () => setImmediate({ a: 1 })],
  ['nextTick', () => process.nextTick(5)],
]) {
  try {
    schedule();
  } catch (error) {
    console.log(`${name}: ${error.name}: ${error.code}: ${error.message}`);
  }
}
