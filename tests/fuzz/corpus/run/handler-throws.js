process.on('uncaughtException', () => { throw 1 }); throw 2
