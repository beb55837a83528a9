// finally on promises that have a then of their own, that a subclass made, or whose then was replaced.
let turn = 0;
const log = (name) => () => console.log(name, turn);
class Sub extends Promise {}
const make = () => {
  const own = Promise.resolve();
  own.then = function (...handlers) {
    return Promise.prototype.then.apply(this, handlers);
  };
  return own;
};
Promise.resolve().finally(() => {}).then(log('native'));
Sub.resolve().finally(() => {}).then(log('subclass'));
make().finally(() => {}).then(log('own then'));
make().finally(() => Promise.resolve()).then(log('own then, promise'));
const then = Promise.prototype.then;
setTimeout(() => {
  Promise.prototype.then = function (...handlers) {
    console.log('then is called');
    return then.apply(this, handlers);
  };
  Promise.resolve().finally(() => {});
}, 10);
let turns = Promise.resolve();
for (let count = 1; count <= 8; count += 1) {
  turns = turns.then(() => {
    turn = count;
  });
}
