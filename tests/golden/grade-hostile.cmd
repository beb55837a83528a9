asyncq grade hostile.js --answers hostile.txt --reveal always
