// Runs many programs in one process, each as a CommonJS main script would run: started from an immediate
// whenever the event loop is empty.
//
//   node batch.cjs PROGRAMS FIRST
//
// PROGRAMS: a JSON list of sources; starts with number FIRST. Prints a line of JSON for each: its number and
// its standard output. Ends after the first that ends the process by itself (an uncaught error, an unhandled
// rejection), with "crashed" in its line: what follows it needs a new process, and it needs one of its own.
'use strict';
const fs = require('fs');
const vm = require('vm');

const programs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let current = Number(process.argv[3]) - 1;
let output = '';

const emit = (record) => fs.writeSync(1, `${JSON.stringify(record)}\n`);

process.stdout.write = (chunk) => {
  output += chunk;
  return true;
};
process.stderr.write = () => true;

// Node 8 has no compileFunction.
function compile(source, parameters) {
  const options = { filename: 'program.js' };
  if (vm.compileFunction) return vm.compileFunction(source, parameters, options);
  return vm.runInThisContext(`(function (${parameters.join(', ')}) { ${source}\n})`, options);
}

function start() {
  output = '';
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const main = compile(programs[current], parameters);
  const module = { exports: {} };
  main.call(module.exports, module.exports, require, module, 'program.js', '.');
}

process.on('uncaughtException', () => {
  emit({ program: current, crashed: true });
  process.reallyExit(0);
});

process.on('beforeExit', () => {
  if (current >= Number(process.argv[3])) emit({ program: current, output });
  current += 1;
  if (current < programs.length) setImmediate(start);
});
