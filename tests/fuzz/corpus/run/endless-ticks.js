function f() { process.nextTick(f) } f()
