// delete of what belongs to a primitive value [13.5.1.2].
const text = 'abc';
console.log(delete text.length, delete text[0], delete text[3], delete text.other, delete (5).x, delete true.y);
(() => {
  'use strict';
  for (const key of ['length', '1', 'other']) {
    try {
      console.log(delete text[key]);
    } catch (error) {
      console.log(error.message);
    }
  }
  console.log(Object.freeze([1]).sort(), Object.freeze([]).sort((a, b) => a - b));
})();
