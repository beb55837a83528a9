'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
for (const text of ['2024', '2024-02', '2024-02-30', '2024-13', '2024-01-01T10:00', '2024-01-01T10:00:00Z', '2024-01-01T24:00:00Z', '2024-01-01T24:00:01Z', '2024-01-01T10:00:00.123456Z', '2024-01-01T10:00+02:00', '2024-01-01T10:00:00+0200', '+012024-01-01', '-000001-01-01T00:00:00Z', '2024-1-1', '2024-01-01 10:00', 'Jan 5, 2024', '5 Jan 2024', 'January 5 2024 10:30 PM', 'Fri Jan 05 2024 10:30:00 GMT+0100 (CET)', '1/5/2024', '1/5/24', 'Fri, 05 Jan 2024 00:00:00 GMT', 'hello', '', '10:00', 'Jan 2024', '2024/01/05', 'Feb 30 2024', 'Jan 32 2024', 'Jan 1 2024 12:00 AM', 'Jan 1 2024 13:00 AM', 'Jan 5, 2024 10:00 UTC', 'Jan 5, 2024 10:00 EST', '2024-01-01T10:00:60Z']) console.log(text, Date.parse(text));
for (const parts of [[2024, 0], [2024, 12], [2024, 0, 0], [99, 0], [2024, 1, 30, 25, 61, 61, 1001], [2024, NaN], [1e9, 0], [2024, 0, 1.9], [-1, 0]]) console.log(parts.join(), new Date(...parts).getTime(), Date.UTC(...parts));
const date = new Date(Date.UTC(2024, 0, 31, 12, 30, 15, 500));
console.log(date, String(date), date.toISOString(), date.toJSON(), date.toUTCString(), date.toDateString(), date.toTimeString(), date.toLocaleString(), date.toLocaleDateString(), date.toLocaleTimeString());
console.log(date.getFullYear(), date.getMonth(), date.getDate(), date.getDay(), date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds(), date.getTime(), date.valueOf(), date.getTimezoneOffset(), date.getUTCFullYear(), date.getUTCDay(), +date, date - 1, date + 1, typeof (date - date));
console.log(date.setMonth(1), date.toISOString(), date.setDate(0), date.toISOString(), date.setHours(25, 70), date.toISOString(), date.setFullYear(2023, 11, 25), date.setMilliseconds(-1), date.toISOString(), date.setUTCHours(0, 0, 0, 0), date.setMinutes(90), date.setSeconds(30), date.toISOString());
console.log(date.setTime(5), date.setMinutes(NaN), date.setMonth(1), String(date), date.getTime(), date.toJSON(), date.setFullYear(2020), date.toISOString());
attempt('iso', () => new Date(NaN).toISOString());
attempt('this', () => Date.prototype.getTime.call({}));
attempt('toPrimitive', () => date[Symbol.toPrimitive]('x'));
console.log(new Date(0) < new Date(1), new Date(5) - new Date(3), new Date(0) + 1, `${new Date(0)}`, new Date('x').getDay(), new Date(null).getTime(), new Date(undefined).getTime(), new Date(true).getTime(), new Date(new Date(5)).getTime(), new Date(1.9).getTime(), new Date(-1.9).getTime(), new Date(8.64e15 + 1).getTime());
console.log(new Date(253402300800000), new Date(-62135596800001).toString(), new Date(-62198755200000).toUTCString(), new Date(46800000).toLocaleString(), JSON.stringify({ d: new Date(0) }), new Date(NaN), [new Date(0)], { d: new Date(1) }, String(new Date(NaN)), new Date(NaN).toLocaleString());
console.log(typeof Date(), typeof Date.now(), Date.now() > 1.7e12, new Date() instanceof Date, Object.prototype.toString.call(new Date()), Date.length, Date.name, new Date(2020, 5).getMonth(), new Date(2024, 1, 29).toISOString(), new Date(2023, 1, 29).toISOString());
class Stamp extends Date { iso() { return this.toISOString(); } }
console.log(new Stamp(0).iso(), new Stamp(0) instanceof Date);
const begin = Date.now();
let reads = 0;
while (Date.now() - begin < 25) reads += 1;
console.log(Date.now() - begin >= 25, reads > 0);
const mark = performance.now();
while (performance.now() - mark < 3);
console.log(performance.now() - mark >= 3, typeof performance.timeOrigin, performance.now() > 0);
let leaps = 0;
for (let year = 1899; year <= 2101; year += 1) if (new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1) leaps += 1;
console.log(leaps);
let wrong = 0;
for (let day = -800000; day < 800000; day += 997) {
  const at = new Date(day * 86400000);
  if (Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) !== day * 86400000 && at.getUTCFullYear() > 99) wrong += 1;
}
console.log(wrong);
