Promise.reject(new Error('x')); setTimeout(() => console.log('never'), 0)
