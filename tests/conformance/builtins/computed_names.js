// Names that functions and classes get from computed keys, and those that they do not get.
const show = (...values) => console.log(...values);

const unnamed = (() => () => {})();
const symbol = Symbol('described');
const object = {
  ['class']: class {},
  ['own']: class { static name = 'its own'; },
  ['early']: class { static seen = this.name; },
  ['derived']: class extends Array {},
  ['arrow' + 1]: () => {},
  [symbol]: class {},
  [Symbol()]: class {},
  ['given']: unnamed,
  ['named']: class Named {},
  ['comma']: (0, class {}),
};
show(object);
show(unnamed.name === '', object.early.seen);
const key = 'field';
class Fields {
  [key] = () => {};
  [key + 'Class'] = class {};
  static [key + 'Static'] = class {};
  static [symbol] = function () {};
}
show(new Fields(), Fields.fieldStatic.name, Fields[symbol].name, new Fields().fieldClass.name);
const choice = true ? () => {} : 0;
const otherwise = null || (() => {});
const grouped = (() => {});
show([choice.name, otherwise.name, grouped.name]);
show(Object.getOwnPropertyNames(class {}), Object.getOwnPropertyNames(object.class));
show(delete { a: 1 }?.a, delete null?.a, delete undefined?.[0].b);
