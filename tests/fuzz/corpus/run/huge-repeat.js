'ab'.repeat(2 ** 30)
