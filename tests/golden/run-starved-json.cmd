asyncq run starves.js --max-steps 1000000 --format json --quiet
