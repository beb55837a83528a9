// RegExpExec [22.2.7.1] and the methods that ask for it: subclasses, own properties and objects that are no RegExp.
class Fixed extends RegExp { exec(s) { return null; } }
console.log('abc'.replace(new Fixed('b'), 'x'), 'abc'.match(new Fixed('b')), 'abc'.split(new Fixed('b')), [...'abc'.matchAll(new Fixed('b', 'g'))], new Fixed('b').test('b'), 'abc'.search(new Fixed('b')));
const own = Object.assign(/b/g, { exec(s) { console.log('own exec', this.lastIndex); return RegExp.prototype.exec.call(this, s); } });
console.log('abcb'.replace(own, (...a) => a.length), 'ab'.match(own), [...'bb'.matchAll(own)].map(m => m.index), 'abc'.split(own));
console.log([.../x/[Symbol.matchAll]('axbx')].length, RegExp.prototype[Symbol.replace].call({ exec() { return null; }, flags: '' }, 'abc', 'z'));
console.log(RegExp.prototype.test.call({ exec: s => (console.log('exec of', s), {}) }, 'hi'));
for (const f of [() => RegExp.prototype.test.call(1), () => RegExp.prototype[Symbol.match].call({ flags: '' }, 'x'), () => RegExp.prototype.exec.call({}), () => RegExp.prototype[Symbol.split].call(/a/, Symbol()), () => 'x'.match(Object.assign(/x/, { exec: () => 1 })), () => 'x'.search(Object.freeze(/x/)), () => 'x'.replace(Object.freeze(/x/g), '')]) try { console.log(f()); } catch (e) { console.log(e.name + ': ' + e.message); }
const saved = RegExp.prototype.exec; RegExp.prototype.exec = function (s) { console.log('patched'); return saved.call(this, s); };
console.log('ab'.replace(/b/, 'c'), /a/.test('a'), 'a-b'.split(/-/), 'ab'.match(/b/).index, 'ab'.search(/b/)); RegExp.prototype.exec = saved;
class Named extends RegExp { get flags() { console.log('flags'); return super.flags; } get global() { console.log('global'); return super.global; } }
console.log('aXbX'.replace(new Named('(?<l>X)', 'g'), '[$<l>$1$&]'), 'aX'.replaceAll(new Named('X', 'g'), m => m + m), 'x'.match(new Named('', 'gu')));
console.log('aXb'.split(new (class extends RegExp { constructor(p, f) { super(p, f); console.log('new', String(p), f); } })('X', 'i')), ''.split(new Named('x')), 'abc'.split(new Named('(b)'), 2));
console.log(RegExp.prototype[Symbol.replace].call(spy, 'abc', 'q'), log.join());
console.log(RegExp.escape('1a.b*c d\n\u2028-é😀/\u00a0,_'), RegExp.escape.length); try { RegExp.escape(1); } catch (e) { console.log(e.message); }
const gen = (function* () { try { yield 1; } finally { console.log('disposed'); } })(); gen.next(); console.log(gen[Symbol.dispose](), gen.next());
