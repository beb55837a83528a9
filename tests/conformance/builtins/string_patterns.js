'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
// --- replace ---
console.log('a-b-c'.replace('-', '+'), 'a-b-c'.replaceAll('-', '+'), 'abc'.replace('x', 'y'), 'abc'.replace('', '_'), 'abc'.replaceAll('', '_'));
console.log('a-b-c'.replace(/-/, '+'), 'a-b-c'.replace(/-/g, '+'), 'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'), 'aaa'.replace(/a/g, '[$&]'));
console.log('abc'.replace('b', '$&$&'), 'abc'.replace('b', "[$`|$']"), 'abc'.replace('b', '$$'), 'abc'.replace('b', '$1'), 'abc'.replace(/(b)/, '$2$01$10$'));
console.log('2024-05-06'.replace(/(?<y>\d+)-(?<m>\d+)-(?<d>\d+)/, '$<d>/$<m>/$<y>$<none>'), 'x'.replace(/(?<a>x)/, '$<a'));
console.log('abc'.replace('b', (match, offset, whole) => `(${match}${offset}${whole})`), 'a1b22'.replace(/\d+/g, (n) => n * 2));
console.log('k=v'.replace(/(?<key>\w)=(?<value>\w)/, (...parameters) => JSON.stringify(parameters)));
console.log('camelCaseText'.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), 'snake_case_text'.replace(/_(\w)/g, (_, c) => c.toUpperCase()));
console.log('abc'.replace(/x*/g, '-'), 'aXbX'.replaceAll(/X/g, '.'), 'x'.replace('x', undefined), 'x'.replace(), 'null'.replace(null, 'y'));
console.log('aa'.replace(/(a)|(b)/g, (...p) => String(p.slice(0, 4))), '1234567.89'.replace(/\B(?=(\d{3})+(?!\d))/g, ','));
attempt('replaceAll', () => 'a'.replaceAll(/a/, ''));
attempt('callback throws', () => 'ab'.replace(/./g, (c) => { throw new Error(c); }));

// --- match, matchAll, search ---
console.log('The rain in SPAIN'.match(/ain/gi), 'abc'.match(/z/), 'abc'.match(/z/g), 'a1b2'.match(/(\w)(\d)/));
console.log('2024-05'.match(/(?<year>\d{4})-(?<month>\d\d)/).groups, 'abc'.match('b').index, 'a.c'.match('.')[0], 'abc'.match());
console.log([...'a1b2'.matchAll(/([a-z])(\d)/g)].map((m) => [m[0], m[1], m.index]), [...'aaa'.matchAll(/a/g)].length, [...'ab'.matchAll(/x*/g)].length);
console.log([...'x1y2'.matchAll('[a-z]')].map((m) => m[0]), 'abc'.search(/c/), 'abc'.search('z'), 'abc'.search('b'));
attempt('matchAll', () => 'a'.matchAll(/a/));
const matches = 'ab'.matchAll(/./g);
console.log(matches, matches.next().value[0], matches.next().value.index, matches.next(), Object.prototype.toString.call(matches));

// --- split ---
console.log('a1b2c3'.split(/\d/), 'a1b2c3'.split(/(\d)/), 'a, b ,c'.split(/\s*,\s*/), 'abc'.split(/(?:)/), ''.split(/x/), ''.split(/(?:)/));
console.log('aXbxc'.split(/x/i), 'abc'.split(/b/, 1), 'one  two'.split(/\s+/), 'a1b'.split(/(x)?\d/), 'abc'.split(/c/), 'abc'.split(/a/));

// --- exec, test and lastIndex ---
const global = /o/g;
console.log(global.test('foo'), global.lastIndex, global.test('foo'), global.lastIndex, global.test('foo'), global.lastIndex);
const sticky = /a/y;
sticky.lastIndex = 1;
console.log(sticky.test('ba'), sticky.lastIndex, sticky.test('ba'), sticky.lastIndex);
const found = /(?<word>\w+)@(?<host>\w+)/.exec('to: me@home now');
console.log(found, found.index, found.groups.word, found.length);
console.log(/(a)(b)?/d.exec('xa').indices, /x/.exec('abc'), /\d+/.exec('a12')[0]);
let step;
const words = /\w+/g;
while ((step = words.exec('one two')) !== null) console.log(step[0], step.index, words.lastIndex);

// --- objects ---
const pattern = /a\/b[/]c/gi;
console.log(pattern, String(pattern), pattern.source, pattern.flags, pattern.global, pattern.ignoreCase, pattern.multiline, pattern.sticky);
console.log(new RegExp('a/b\n'), new RegExp(''), new RegExp('a', 'g'), RegExp(pattern) === pattern, new RegExp(pattern) === pattern, new RegExp(pattern, 'm').flags, RegExp('x').test('x'));
console.log([/a/, /b/g], { r: /x/ }, typeof /a/, /a/ instanceof RegExp, /[\]/]/.test('/'), RegExp.prototype.toString.call({ source: 's', flags: 'f' }), Object.keys(/a/), JSON.stringify(/a/));
for (const source of ['(', ')', '[', '*', 'a**', '\\', '(?<n>a)(?<n>b)', '[z-a]', 'a{2,1}', '(?x)', '(?<a']) attempt(source, () => new RegExp(source));
attempt('flags', () => new RegExp('a', 'gg'));
attempt('flags', () => new RegExp('a', 'x'));
attempt('unicode', () => new RegExp('\\e', 'u'));
attempt('exec', () => RegExp.prototype.exec.call({}, 'a'));
attempt('global', () => Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get.call({}));

// --- what patterns can say ---
const tests = [
  [/^\s*$/, ' \t'], [/^[\w.]+@[\w.]+\.\w+$/, 'me@example.com'], [/(\d{3})-(\d{4})/, '555-1234'], [/colou?r/, 'color'],
  [/\bcat\b/, 'concat'], [/^(?:\d{1,3}\.){3}\d{1,3}$/, '127.0.0.1'], [/(a+)+$/, 'aaaa'], [/<(\w+)>.*<\/\1>/, '<b>x</b>'],
  [/^.$/u, '😀'], [/^.$/, '😀'], [/\u{61}/u, 'a'], [/a.c/s, 'a\nc'], [/^b/m, 'a\nb'], [/(?<!x)y/, 'xy'], [/(?<=x)y/, 'xy'],
  [/[^\x00-\x7f]/, 'é'], [/é/i, 'É'], [/^(?=.*\d)(?=.*[a-z]).{4,}$/, 'ab12'], [/(?:a|ab)(?:c|bcd)(?:d*)/, 'abcd'], [/x{0}y/, 'y'],
];
for (const [test, subject] of tests) console.log(String(test), test.test(subject), test.exec(subject)?.[0]);
