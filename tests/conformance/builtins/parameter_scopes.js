// What the default values of parameters see, and what the body declares beside them.
const show = (...values) => console.log(...values);

function variable(a, read = () => a, write = (v) => { a = v; }) {
  var a;
  show(a, read());
  a = 'body';
  show(a, read());
  write('parameter');
  show(a, read());
}
variable('argument');
function assigned(a, read = () => a) {
  a = 'same';
  show(read());
}
assigned(1);
function hoisted(a, read = () => a) {
  show(typeof a, typeof read());
  function a() {}
}
hoisted(1);
function outside(read = () => typeof inside) {
  function inside() {}
  show(read(), typeof inside);
}
outside();
const name = 'outer';
function lexical(read = () => name) {
  const name = 'inner';
  show(read(), name);
}
lexical();
const arrow = (a, read = () => a) => {
  var a = 'own';
  return [a, read()];
};
show(arrow('argument'));
function pattern({ a, b: [read = () => a] = [] }) {
  var a = 'own';
  show(a, read());
}
pattern({ a: 'argument' });
function looped(a, read = () => a) {
  for (var a of ['x', 'y']) {
  }
  show(a, read());
}
looped('argument');
function* generator(a, read = () => a) {
  var a = a + 1;
  yield [a, read()];
}
show([...generator(1)]);
async function suspended(a, read = async () => a) {
  var a;
  a = (await read()) + '!';
  show(a, await read());
}
suspended('argument');
class Method {
  value = 'V';
  call(a, read = () => this.value + a) {
    var a = 'own';
    show(a, read());
  }
}
new Method().call('argument');
function rest(a, read = () => others, ...others) {
  var others;
  others = 'own';
  show(others, read());
}
rest(1, undefined, 2, 3);
