const o = { get then() { throw new Error('x') } }; Promise.resolve(o).catch((e) => console.log(e.message)); console.log({ get a() { throw 1 } })
