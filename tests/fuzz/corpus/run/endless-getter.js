const o = { get a() { return this.a } }; try { o.a } catch (e) { console.log(e.name) }
