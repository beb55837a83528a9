function f() { setImmediate(f) } f()
