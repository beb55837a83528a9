// What JSON.parse says of texts that are none.
const texts = [
  '{a}', '{"a"}', '{"a":1,}', '[1 2]', '{"a":1 "b"}', 'x', 'tru', '-', '1.', '1e', '01', '"a', '"\n"',
  '"\\x"', '"\\u12"', '[1]x', '', ' ', '{', '[', 'undefined', 'NaN', "{'a':1}", '{"a":x}', '[,]', '\n\n{a',
  '[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,x]', '[object Object]',
];
for (const text of texts) {
  try {
    console.log(JSON.parse(text));
  } catch (error) {
    console.log(`${JSON.stringify(text)}: ${error.name}: ${error.message}`);
  }
}
