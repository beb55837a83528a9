function f() { queueMicrotask(f) } f()
