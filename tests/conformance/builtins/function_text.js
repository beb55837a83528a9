// The text of functions and classes.
function  declared ( a,b ) { return a + b /* kept */ }
const arrow = async (x) => x;
class Named extends Object {
  method() { return 1; }
  static async *generate() {}
  get value() { return 1; }
}
const object = { short() {}, get accessor() { return 1; }, ['computed' + 1]: function () {}, async *both() {} };
console.log(declared.toString());
console.log(String(arrow), `${object.short}`, object.both.toString());
console.log(Named.toString());
console.log(new Named().method.toString(), Named.generate.toString());
console.log(Object.getOwnPropertyDescriptor(object, 'accessor').get.toString(), object.computed1.toString());
console.log(Math.max.toString(), (() => 1).bind().toString(), (class {}).toString());
console.log('%s', declared, Named);
console.log('%s %s', arrow, object.short);
