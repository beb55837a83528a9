class A { #a; #a; b() { this.#c; #a in this } }
