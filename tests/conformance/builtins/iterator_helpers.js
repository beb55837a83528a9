// Iterator and what iterators inherit: laziness, closing, what is refused, what is printed of helpers.
const log = console.log;
const attempt = (f) => {
  try {
    log(f());
  } catch (error) {
    log(`${error.name}: ${error.message}`);
  }
};
function* naturals() {
  let n = 0;
  try {
    while (true) yield n++;
  } finally {
    log('closed');
  }
}

attempt(() => naturals().map((x) => x * 2).filter((x) => x % 3 === 0).drop(1).take(3).toArray());
attempt(() => naturals().take(2).flatMap((x) => [x, x + 10]).toArray());
attempt(() => naturals().take(4).reduce((a, b) => a + b));
attempt(() => naturals().take(4).reduce((a, b) => a + b, 'x'));
attempt(() => naturals().take(0).reduce((a, b) => a + b));
attempt(() => naturals().take(3).forEach((x, i) => log(x, i)));
attempt(() => [naturals().some((x) => x > 3), naturals().take(5).every((x) => x < 9), naturals().find((x) => x > 4)]);
for (const count of ['a', -1, NaN, undefined, 1.9]) attempt(() => naturals().take(count).toArray());
attempt(() => naturals().flatMap(() => 5).next());
attempt(() => naturals().flatMap(() => 'text').next());
attempt(() => Iterator.prototype.map.call(5, (x) => x));
attempt(() => new Iterator());
attempt(() => Iterator());
attempt(() => Iterator.from(5));
attempt(() => Iterator.from('ab').toArray());
attempt(() => Iterator.from([1, 2]));
attempt(() => Iterator.from({ next: () => ({ done: true }) }));
attempt(() => naturals().map((x) => x));
class Countdown extends Iterator {
  n = 3;
  next() {
    return { value: this.n, done: this.n-- === 0 };
  }
}
attempt(() => new Countdown());
attempt(() => [...new Countdown().map((x) => x * 2)]);
const begun = naturals().map((x) => x);
attempt(() => begun.next());
attempt(() => begun.return());
attempt(() => begun.next());
const untouched = naturals().map((x) => x);
attempt(() => untouched.return());
const nested = naturals().flatMap(() => naturals());
attempt(() => nested.next());
attempt(() => nested.return());
const entangled = naturals().map(() => entangled.next());
attempt(() => entangled.next());
attempt(() => new Map([[1, 2]]).entries().map(([a, b]) => a + b).toArray());
const wrapped = Iterator.from({ next: () => ({ done: false, value: 1 }), return: (...given) => ({ given }) });
attempt(() => wrapped.next());
attempt(() => wrapped.return(3));
attempt(() => {
  for (const x of naturals().take(9)) if (x > 1) break;
});
log(Object.getOwnPropertyNames(Iterator.prototype).sort().join(' '));
