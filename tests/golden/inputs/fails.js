console.log('before');
setTimeout(() => console.log('never'), 10);
setTimeout(() => { throw new TypeError('too late'); }, 1);
