asyncq grade drawn.js --predict "b, a"
