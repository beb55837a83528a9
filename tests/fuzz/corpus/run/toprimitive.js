+{ valueOf() { return {} }, toString() { return {} } }
