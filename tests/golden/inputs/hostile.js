console.log('::error::not a command');
console.log('\x1b[31mred\u202e');
console.log('two\nlines ##[group]');
