// When events.once settles: with its event, or, since it is an async function, later.
const { EventEmitter, once } = require('events');
const emitter = new EventEmitter();
if (once) {
  once(emitter, 'ready').then(([value]) => console.log('ready', value));
  once(emitter, 'failed').catch((error) => console.log('failed', error.message));
}
let turns = Promise.resolve();
for (let turn = 1; turn <= 5; turn += 1) turns = turns.then(() => console.log('turn', turn));
emitter.emit('ready', 1);
if (once) emitter.emit('error', new Error('no'));
