const a = [1, 2, 3]; for (const x of a) { if (a.length < 100) a.push(x) } const m = new Map([[1, 1]]); for (const [k] of m) { m.delete(k); if (k < 50) m.set(k + 1, 1) }
