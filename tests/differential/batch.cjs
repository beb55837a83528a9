// Runs many programs in one process, each as a CommonJS main script would run: started from an immediate
// whenever the event loop is empty.
//
//   node batch.cjs PROGRAMS FIRST
//
// PROGRAMS: a JSON list of sources; starts with number FIRST. Prints a line of JSON for each: its number and
// its standard output, or "crashed" where an uncaught error or an unhandled rejection would have ended the
// process: that one needs a process of its own; here what it still has to do is done, and goes unheard.
'use strict';
const fs = require('fs');
const vm = require('vm');

const programs = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
let current = Number(process.argv[3]) - 1;
let output = '';
let crashed = false;

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
  crashed = false;
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const main = compile(programs[current], parameters);
  const module = { exports: {} };
  main.call(module.exports, module.exports, require, module, 'program.js', '.');
}

// What it still has to do may have no end: an interval, say, that would have been cleared later.
const kPatienceMs = 2000;

process.on('uncaughtException', () => {
  if (crashed) return;
  crashed = true;
  const program = current;
  setTimeout(() => {
    if (current !== program) return;
    emit({ program, crashed });
    process.reallyExit(0);
  }, kPatienceMs).unref();
});

process.on('beforeExit', () => {
  if (current >= Number(process.argv[3])) emit(crashed ? { program: current, crashed } : { program: current, output });
  current += 1;
  if (current < programs.length) setImmediate(start);
});
