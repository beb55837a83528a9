// An error that a listener of 'exit' throws: the others are not told again.
process.on('exit', (code) => {
  console.log('exit', code);
  throw new Error('in exit');
});
process.on('exit', (code) => console.log('second listener', code));
setTimeout(() => console.log('timer'), 1);
