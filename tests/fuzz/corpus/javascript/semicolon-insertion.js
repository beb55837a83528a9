let a = 1
let b = a
++b
return_:
for (;;) break return_
const f = () => {}
;[1].forEach(f)
async
function g() {}
