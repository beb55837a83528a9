// The warnings for delays that no timer can have: those for negative ones and for what is no number come once.
process.on('warning', (warning) => console.log(warning.name, JSON.stringify(warning.message), Object.keys(warning)));
const delays = [-5, NaN, Infinity, 2 ** 31, 'x', undefined, null, '', -0.5, {}, 0, '-3', 2 ** 31 - 1];
for (const delay of [...delays, ...delays]) clearTimeout(setTimeout(() => {}, delay));
clearInterval(setInterval(() => {}, -7));
require('timers/promises').setTimeout(2 ** 40, 'later').then(console.log);
