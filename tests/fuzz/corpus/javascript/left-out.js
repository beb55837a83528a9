with (a) {} eval("1"); new Proxy({}, {}); debugger; import("x"); import.meta.url
