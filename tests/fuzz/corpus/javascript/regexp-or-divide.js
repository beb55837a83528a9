a = b / c / d; x = /re/g; y = a++ / 2; if (a) /re/.test(b)
