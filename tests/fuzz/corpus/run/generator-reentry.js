let g = (function* () { g.next() })(); try { g.next() } catch (e) { console.log(e.message) }
