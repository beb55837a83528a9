const turns = 2000000;
// A chain of then callbacks, each of which makes the next.
let left = turns;
function link(promise) {
  promise.then((value) => {
    left -= value;
    if (left > 0) link(Promise.resolve(1));
    else console.log('done');
  });
}
link(Promise.resolve(1));
