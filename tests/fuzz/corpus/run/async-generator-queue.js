async function* f() { yield 1; yield 2 } const g = f(); g.next(); g.return(5); g.next(); g.throw(1).catch(() => {})
