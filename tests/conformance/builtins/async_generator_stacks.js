// Who waits for an async generator that throws: whoever made the first request.
const lines = (error) => error.stack.split('\n').filter((line) => !line.includes('node:internal')).join('\n');
const show = (promise) => promise.catch((error) => console.log(lines(error)));
async function* second() { yield 1; throw new Error('after a yield'); }
async function* waits() { await null; throw new Error('after an await'); }
async function* delegates() { yield* waits(); }
async function requests() { const it = second(); it.next(); await it.next(); }
async function together() { const it = second(); await Promise.all([it.next(), it.next()]); }
async function loops() { for await (const _ of waits()); }
async function loopsOverDelegate() { for await (const _ of delegates()); }
async function caught() { try { await waits().next(); } finally { await null; } }
show(requests()).then(() => show(together())).then(() => show(loops())).then(() => show(loopsOverDelegate())).then(() => show(caught()));
