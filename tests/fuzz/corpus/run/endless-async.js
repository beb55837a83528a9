async function f() { await f() } f()
