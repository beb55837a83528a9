a: b: for (;;) { continue a; break b } c: { break c }
