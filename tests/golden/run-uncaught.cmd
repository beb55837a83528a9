asyncq run fails.js --exit-code
