let o = {}; for (let i = 0; i < 10000; i++) o = { o }; console.log(o); console.log(JSON.stringify(o).length)
