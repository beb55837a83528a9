// Tagged templates: cooked and raw strings, one frozen object a site, the receiver of a tag.
const show = (strings, ...values) => console.log(strings, strings.raw, values);
show``;
show`plain`;
show`a${1}b${'two'}c`;
show`line one\nline two\t${0}\\`;
console.log(String.raw`C:\new\${1 + 1}`, String.raw`${1}${2}`);
const same = (strings) => strings;
const site = () => same`x`;
console.log(site() === site(), same`x` === same`x`, Object.isFrozen(site()), Object.isFrozen(site().raw));
const object = {
  prefix: '<',
  tag(strings) {
    return this.prefix + strings[0];
  },
};
console.log(object.tag`text`, object['tag']`more`);
console.log((() => (strings) => strings.length)()`a${1}b`);
const dedent = (strings, ...values) =>
  strings.reduce((text, part, i) => text + part.trim() + (i < values.length ? values[i] : ''), '');
console.log(dedent`  one ${1}  two ${[2, 3]} `);
try {
  undefined`x`;
} catch (error) {
  console.log(error.name);
}

// Escapes that a string could not have: there is no cooked text, and the raw one is as it is written.
const parts = (strings) => [...strings].map((text, i) => [text, strings.raw[i]]);
console.log(parts`\unicode ${1} \xerxes ${2} fine ${3} \u{110000} ${4} \u{} ${5} \07 ${6} \u{41}`);
