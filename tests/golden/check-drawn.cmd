asyncq check drawn.js
