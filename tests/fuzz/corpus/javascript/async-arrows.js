async (a, b) => await a; async a => a; async () => { for await (const x of y) z }; async(a); (async)(b)
