// `arguments` of sloppy functions with plain parameters is the parameters themselves; of others it is a copy.
const show = (...values) => console.log(...values);

(function (a, b) {
  arguments[0] = 'by element';
  b = 'by name';
  show(a, arguments[1], arguments.length);
})(1, 2, 3);
(function (a, b) {
  'use strict';
  arguments[0] = 'by element';
  b = 'by name';
  show(a, arguments[1]);
  try {
    arguments.callee;
  } catch (error) {
    show(error.name, error.message);
  }
})(1, 2);
(function (a, b = 2) {
  arguments[0] = 'by element';
  show(a, arguments.length);
})(1);
(function (a, b) {
  b = 5;
  show(arguments[1], arguments.length);
  arguments[1] = 6;
  show(b);
})(1);
(function (a) {
  delete arguments[0];
  arguments[0] = 'new';
  show(a, [...arguments]);
})(1);
(function (a) {
  Object.defineProperty(arguments, 0, { writable: false });
  a = 9;
  show(arguments[0]);
})(1);
(function (a) {
  const arrow = () => {
    arguments[0] = 'by an arrow';
  };
  arrow();
  show(a, Object.keys(arguments));
})(1);
(function (a) {
  function a() {}
  show(typeof a, typeof arguments[0]);
})(1);
(function (a, b) {
  Array.prototype.shift.call(arguments);
  show(a, b, arguments.length);
})(1, 2);
(function named(a) {
  show(arguments.callee === named, typeof arguments, JSON.stringify(arguments), arguments);
})('x');
function* generator(a) {
  yield a;
  arguments[0] = 'later';
  yield a;
}
show([...generator('first')]);
(async function (a) {
  arguments[0] = 'before';
  await null;
  show(a);
  a = 'after';
  show(arguments[0]);
})(1);
