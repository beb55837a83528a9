setTimeout(() => console.log('a'), 10 + Math.random() * 30);
setTimeout(() => console.log('b'), 25);
