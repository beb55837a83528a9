// What a signal says why it was aborted.
const { reason } = AbortSignal.abort();
console.log(reason && reason.name, reason && reason.message, reason && reason.code);
const controller = new AbortController();
controller.signal.addEventListener('abort', (event) => console.log(event.type, controller.signal.aborted));
controller.abort();
if (controller.signal.reason) console.log(controller.signal.reason.message);
