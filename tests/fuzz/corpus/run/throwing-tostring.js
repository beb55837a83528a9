const o = { toString() { throw 1 } }; try { `${o}` } catch (e) { console.log(e) }
