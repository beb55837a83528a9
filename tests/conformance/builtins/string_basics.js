'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
const text = 'Hello, World';

console.log(String(), String(12), String(null), String(undefined), String(true), String([1, [2]]), String({}), String(Symbol('s')));
console.log(new String('abc'), typeof new String('x'), new String('abc').length, new String('ab') + 'c', Object('xy')[1]);
console.log(String.fromCharCode(72, 105, 0x1F600), String.fromCharCode(), String.fromCodePoint(0x1F600, 65), String.fromCharCode(65536 + 65));
for (const point of [-1, 1.5, 0x110000, 'x', Infinity]) attempt('fromCodePoint', () => String.fromCodePoint(point));
console.log(String.raw({ raw: ['x', 'y', 'z'] }, 1, 2, 3), String.raw({ raw: 'abc' }, '-', '-'));
attempt('raw', () => String.raw());

console.log(text.length, text[0], text[99], text.at(-1), text.at(99), text.charAt(4), text.charAt(99), text.charCodeAt(0), text.charCodeAt(99));
console.log('😀a'.length, '😀a'.codePointAt(0), '😀a'.codePointAt(1), '😀a'.codePointAt(9), [...'😀a'], '😀a'.split(''));
console.log(text.indexOf('o'), text.indexOf('o', 5), text.indexOf('z'), text.indexOf(''), text.indexOf('', 99), text.lastIndexOf('o'), text.lastIndexOf('o', 5), text.lastIndexOf('H', -5), 'aXbX'.lastIndexOf('X', NaN));
console.log(text.includes('World'), text.includes('World', 8), text.includes(''), text.startsWith('Hell'), text.startsWith('World', 7), text.endsWith('ld'), text.endsWith('Hello', 5), 'null'.includes(null));
attempt('includes', () => text.includes(/o/));
attempt('startsWith', () => text.startsWith(/o/));
console.log(text.slice(7), text.slice(-5, -2), text.slice(3, 1), text.substring(7, 3), text.substring(-3, 2), text.substring(NaN), text.substr(7, 3), text.substr(-5), text.substr(2, -1));
console.log(text.toUpperCase(), text.toLowerCase(), 'straße'.toUpperCase(), 'ΟΔΟΣ ΣΑΣ'.toLowerCase(), 'İ'.toLowerCase().length, 'éàü'.toUpperCase(), 'ǆ'.toUpperCase(), 'привет'.toUpperCase());
console.log(['  a b\t\n'.trim(), '  a'.trimStart(), 'a  '.trimEnd(), '\u00a0\ufeffx\u2003'.trim(), 'a  '.trimRight(), '  a'.trimLeft()]);
console.log('5'.padStart(3, '0'), '5'.padEnd(3, 'ab') + '|', 'abc'.padStart(2), 'abc'.padStart(8, '12'), 'x'.padEnd(4) + '|', 'x'.padStart(5, ''));
console.log('ab'.repeat(3), ['ab'.repeat(0)], 'x'.repeat(2.9), ['-'.repeat('')]);
for (const count of [-1, Infinity, -Infinity]) attempt('repeat', () => 'x'.repeat(count));
attempt('repeat', () => 'x'.repeat(2 ** 30));
attempt('padEnd', () => 'x'.padEnd(2 ** 30));
console.log('a'.concat('b', 1, null, [2]), 'abc'.concat(), text.toString() === text, text.valueOf());
console.log('a,b,,c'.split(','), 'abc'.split(''), 'abc'.split(), 'a,b,c'.split(',', 2), ''.split(','), ''.split(''), 'abc'.split('abc'), 'aXbXc'.split('X', 0), 'a1b'.split(1));
console.log('abc'.isWellFormed(), '\ud800x'.isWellFormed(), ['\ud800x'.toWellFormed()], 'x'.normalize('NFC'), 'abc'.normalize());
attempt('normalize', () => 'x'.normalize('abc'));
console.log([...'ab'[Symbol.iterator]()], ''[Symbol.iterator]().next(), Object.prototype.toString.call(''[Symbol.iterator]()));
attempt('iterator', () => ''[Symbol.iterator]().next.call([]));
for (const method of ['trim', 'slice', 'at', 'split', 'replace', 'toUpperCase', 'padStart']) {
  attempt(method, () => String.prototype[method].call(null));
}
console.log(String.prototype.slice.call(12345, 1, 3), String.prototype.toUpperCase.call(true), String.prototype.at.call([1, 2], -1));
attempt('toString', () => String.prototype.toString.call(1));
attempt('write', () => { 'abc'[0] = 'x'; });
attempt('write length', () => { 'abc'.length = 1; });
attempt('add', () => { 'abc'.extra = 1; });
console.log('b' > 'a', 'B' < 'a', '10' < '9', '10' < 9, 'a' < 'ab', '' < 'a', 'é' > 'z', '\ud83d' < '\uffff');
console.log('a' + 1 + 2, 1 + 2 + 'a', '3' * '4', '5' - 2, +'', +' 12 ', +'1x', -'5', 'x' * 1, [] + {}, [1] == '1', 'a' == 'a');
console.log(`${1}${[1, 2]}${{}}${null}`, `a${`b${`c`}`}`, 'tab\tquote\'"', ['it\'s', "say \"hi\"", `both ' and "`, 'new\nline', '\\']);

// --- order by language ---
console.log(['b', 'a', 'C', 'A', 'c', 'B'].sort((x, y) => x.localeCompare(y)).join(''));
console.log(['résumé', 'resume', 'Resume', 'Résumé', 'résumés'].sort((x, y) => x.localeCompare(y)));
console.log(['a10', 'a2', 'a1'].sort((x, y) => x.localeCompare(y)), ['a10', 'a2', 'a1'].sort((x, y) => x.localeCompare(y, undefined, { numeric: true })));
console.log('a'.localeCompare('b'), 'a'.localeCompare('a'), 'b'.localeCompare('a'), 'a'.localeCompare('A'), 'a'.localeCompare('A', undefined, { sensitivity: 'base' }), 'a'.localeCompare('á', 'en', { sensitivity: 'base' }));
console.log(['_x', '1', 'x', '-x', ' x', '.x', '$x', '#x', '@x', '~x'].sort((x, y) => x.localeCompare(y)));

// --- conversion by methods ---
const noisy = { toString() { return 'T'; }, valueOf() { return 7; }, [Symbol.toPrimitive](hint) { return `P(${hint})`; } };
console.log(`${noisy}`, noisy + '', noisy * 1, String(noisy), 'x'.concat(noisy), [noisy].join());
console.log(`${{ toString: () => 'ts', valueOf: () => 'vo' }}`, { toString: () => 'ts', valueOf: () => 'vo' } + '');
attempt('no primitive', () => String({ toString: () => ({}), valueOf: () => ({}) }));
attempt('symbol', () => `${Symbol('q')}`);
attempt('symbol', () => 'x'.concat(Symbol('q')));
console.log(encodeURIComponent('a b&c/é😀'), encodeURI('http://x.y/a b?q=é#h'), decodeURIComponent('%F0%9F%98%80%20'), decodeURI('%2F%20'));
attempt('malformed', () => decodeURIComponent('%'));
attempt('malformed', () => decodeURIComponent('%C3%28'));
attempt('malformed', () => encodeURIComponent('\ud800'));
