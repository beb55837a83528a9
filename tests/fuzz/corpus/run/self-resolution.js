let r; const p = new Promise((a) => { r = a }); r(p); p.catch((e) => console.log(e.message))
