const o = { a: 1, b: 2, c: 3 }; for (const k in o) { delete o.b; o.d = 1; console.log(k) }
