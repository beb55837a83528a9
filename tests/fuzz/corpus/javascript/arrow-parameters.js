({a, b: [c = 1, ...d]} = {}, ...{length}) => a; ([a.b] = c); ({a: b.c, d = 1} = e)
