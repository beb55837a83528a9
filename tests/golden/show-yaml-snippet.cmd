asyncq show snippet.js --yaml
