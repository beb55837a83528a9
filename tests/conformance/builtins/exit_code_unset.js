// What listeners of 'exit' find in process.exitCode where nobody has set it.
process.on('exit', (code) => console.log('exit', code, process.exitCode, String(process)));
process.on('beforeExit', (code) => console.log('beforeExit', code, process.exitCode));
