try { new A() } catch (e) { console.log(e.message) } class A extends A {}
