// Records what a real engine prints for every program in probes/, and in the folders of other topics beside it
// (NAME is then FOLDER/NAME), into results.json.
//
//   node tests/conformance/record.mjs --engine-id node24 --binary PATH [--times 10] [--jobs 2] [NAME…]
//
// An output is "rc=" and the exit status, a newline, then standard output byte for byte, except that the
// folder in front of a program's name in stack frames is dropped; standard error is not recorded. A program
// that prints different things in different runs has several outputs, so record on a machine at rest.
// Nothing but a real engine ever writes results.json.
import { spawn, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const defaultFolder = 'probes';
const topics = ['builtins'];
const resultsFile = join(here, 'results.json');
const timeoutMs = 20_000;

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    'engine-id': { type: 'string' },
    binary: { type: 'string' },
    times: { type: 'string', default: '10' },
    jobs: { type: 'string', default: '2' },
  },
});
if (!options['engine-id'] || !options.binary) {
  console.error('usage: record.mjs --engine-id ID --binary PATH [--times N] [--jobs N] [NAME…]');
  process.exit(2);
}

// Programs for browsers (3xx) and the modules that others import are not main programs of Node.
const isMainProgram = (name) => /^[0124]\d\d-.*\.m?js$|^\w+\/.*\.m?js$/.test(name);
const allPrograms = () => [
  ...readdirSync(join(here, defaultFolder)),
  ...topics.flatMap((topic) => readdirSync(join(here, topic)).map((name) => `${topic}/${name}`)),
];

const folderOf = (name) => join(here, name.includes('/') ? dirname(name) : defaultFolder);
const withoutFolder = (text, folder) =>
  text.replaceAll(`${pathToFileURL(folder)}/`, '').replaceAll(`${folder}/`, '');

function runOnce(name) {
  return new Promise((resolve) => {
    const folder = folderOf(name);
    const child = spawn(options.binary, [basename(name)], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks = [];
    const killer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code, signal) => {
      clearTimeout(killer);
      resolve(`rc=${signal ?? code}\n${withoutFolder(Buffer.concat(chunks).toString('utf8'), folder)}`);
    });
  });
}

// Outputs, the most frequent first.
async function observe(name) {
  const counts = new Map();
  for (let i = 0; i < Number(options.times); i += 1) {
    const output = await runOnce(name);
    counts.set(output, (counts.get(output) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([output]) => output);
}

// Engines that print the same share an entry.
function withObservation(entries, engine, outputs) {
  const key = (list) => JSON.stringify([...list].sort());
  const others = entries
    .map((entry) => ({ ...entry, engines: entry.engines.filter((id) => id !== engine) }))
    .filter((entry) => entry.engines.length > 0);
  const same = others.find((entry) => key(entry.outputs) === key(outputs));
  if (same) {
    same.engines = [...same.engines, engine].sort();
    return others;
  }
  return [...others, { engines: [engine], outputs }];
}

const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
const queue = (names.length > 0 ? names : allPrograms()).filter(isMainProgram).sort();
const observed = new Map();
const worker = async () => {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) observed.set(name, await observe(name));
};
await Promise.all(Array.from({ length: Number(options.jobs) }, worker));

const engine = options['engine-id'];
const version = execFileSync(options.binary, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
results.engines[engine] = { ...results.engines[engine], version, repetitions: Number(options.times) };
for (const [name, outputs] of observed) {
  results.programs[name] = withObservation(results.programs[name] ?? [], engine, outputs);
}
results.programs = Object.fromEntries(Object.entries(results.programs).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(`${resultsFile}.new`, `${JSON.stringify(results, null, 1)}\n`);
renameSync(`${resultsFile}.new`, resultsFile);
const varying = [...observed].filter(([, outputs]) => outputs.length > 1).map(([name]) => name);
console.log(`${observed.size} programs recorded for ${engine} ${version}; ${varying.length} vary: ${varying.join(' ')}`);
