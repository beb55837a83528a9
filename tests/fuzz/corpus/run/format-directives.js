console.log('%s %d %i %f %j %o %O %c %%', {}, [], 'x', NaN, { a: 1 }, () => {}, new Map(), 'css'); console.log('%', '%s'); console.log('%s')
