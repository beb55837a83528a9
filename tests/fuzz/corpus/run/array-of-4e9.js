new Array(4e9)
