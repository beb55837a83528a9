'a'.padEnd(2 ** 31)
