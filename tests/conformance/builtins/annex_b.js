// What Annex B keeps of older days: markup, escape, accessors by method; and normal forms of Latin text.
const log = console.log;
for (const method of ['anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small', 'strike', 'sub', 'sup'])
  log('x'[method]('a"b'), ''[method].length);
log(escape('aé€ +/@*_-.%'), unescape('%E9%u20AC%zz%u12'), unescape(escape('\u{1F600}')) === '\u{1F600}');
const object = {};
object.__defineGetter__('half', function () { return this.whole / 2; });
object.__defineSetter__('half', function (value) { this.whole = value * 2; });
object.half = 4;
log(object, object.half, object.__lookupGetter__('half') !== undefined, object.__lookupSetter__('whole'));
try {
  object.__defineGetter__('bad', 5);
} catch (error) {
  log(error.message);
}
const codes = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join(' ');
log(codes('Café Šø'.normalize('NFD')), codes('Cafe\u0301'.normalize()), codes('c\u0301\u0327'.normalize('NFD')));
log(codes('한글'.normalize('NFD')), codes('\u1112\u1161\u11AB'.normalize('NFC')), codes('ﬁ…Ａ²½'.normalize('NFKC')));
log('ﬁ'.normalize('NFC') === 'ﬁ', 'é'.normalize('NFD') === 'e\u0301', '\u{1F600}x'.normalize('NFKD') === '\u{1F600}x');
for (const [a, b] of [['a', 'b'], ['a', 'B'], ['é', 'f'], ['z', 'ä'], ['a', 'A'], ['10', '9'], ['_a', 'a'], ['a b', 'ab'], ['', 'a'], ['résumé', 'resume']])
  log(a, b, a.localeCompare(b), b.localeCompare(a), a.localeCompare(b, undefined, { numeric: true }), a.localeCompare(b, 'en', { sensitivity: 'base' }));
log(['b', 'a', 'C', 'ä', 'Z', 'z', 'é', 'e'].sort((x, y) => x.localeCompare(y)).join(' '));
