'aaa'.replace(/a/g, (m, i) => { throw i })
