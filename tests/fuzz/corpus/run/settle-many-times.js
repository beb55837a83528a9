new Promise((r, j) => { r(1); j(2); r(3); throw 4 }).then(console.log)
