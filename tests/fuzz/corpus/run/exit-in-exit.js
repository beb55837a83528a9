process.on('exit', () => process.exit(3)); process.exit(2)
