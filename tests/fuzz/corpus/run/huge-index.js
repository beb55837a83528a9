const a = []; a[4294967294] = 1; console.log(a.length); a.fill(1)
