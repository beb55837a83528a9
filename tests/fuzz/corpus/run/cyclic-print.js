const a = { b: {} }; a.b.c = a; console.log(a, [a, a]); const m = new Map(); m.set(m, m); console.log(m)
