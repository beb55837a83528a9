let p = Promise.resolve(); for (let i = 0; i < 1e5; i++) p = p.then(() => p2); let p2 = p
