class A extends (B, C) { static #x = 1; get [a]() {} set b(v) {} static { this.#x } async *c() { yield* super.d } constructor() { super(...arguments) } static async = 1; get; set; static }
