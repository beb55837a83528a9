process.on('unhandledRejection', () => { Promise.reject(1) }); Promise.reject(0)
