asyncq run starves.js --format json --quiet
