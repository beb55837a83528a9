asyncq run starves.js
