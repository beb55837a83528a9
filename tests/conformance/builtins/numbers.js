'use strict';
const attempt = (label, action) => {
  try {
    console.log(label, action());
  } catch (error) {
    console.log(label, `${error.name}: ${error.message}`);
  }
};
console.log(Number('12'), Number(''), Number(' 0x1f '), Number('1e3'), Number('abc'), Number(null), Number(undefined), Number(true), Number([5]), Number([1, 2]), Number({}), Number(new Date(5)), Number());
console.log(new Number(5), typeof new Number(5), new Number(5) + 1, Object(-0), new Boolean(false), !!new Boolean(false), Boolean(''), Boolean('0'), Boolean([]), Boolean(NaN), Boolean());
console.log(0.1 + 0.2, 1 / 3, 100, 1e21, 1e-7, 123456789012345680000, 5e-324, 1.7976931348623157e308, -0, [-0], 0 === -0, 1 / -0, 2 ** 53, 2 ** 53 + 1, 0.000001, 1e300 * 1e10, 123e-20);
console.log(7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 1 % 0, -0 % 1, 2 ** -1, (-2) ** 2, 2 ** 0.5, NaN ** 0, 1 ** Infinity, 5 / 0, 0 / 0);
console.log(7 & 3, 5 | 8, 6 ^ 3, ~5, 1 << 31, -1 >> 1, -1 >>> 0, -1 >>> 28, 1 << 32, 2 ** 32 | 0, 3.7 | 0, -3.7 | 0, NaN | 0, '7' & '3');
console.log(Number.isInteger(5), Number.isInteger(5.5), Number.isInteger('5'), Number.isSafeInteger(2 ** 53), Number.isNaN('x'), isNaN('x'), Number.isFinite('5'), isFinite('5'), isFinite(Infinity));
console.log(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.EPSILON, Number.MAX_VALUE, Number.MIN_VALUE, Number.POSITIVE_INFINITY, Infinity, NaN, Number.parseFloat === parseFloat);
console.log(parseInt('42px'), parseInt('0x1f'), parseInt('101', 2), parseInt('z', 36), parseInt(''), parseInt('9', 8), parseInt(' -7.9'), parseInt(1e21), parseInt(0.0000005), parseInt('1_000'), parseInt(null), parseInt('12', 1));
console.log(parseFloat('3.14abc'), parseFloat('.5.5'), parseFloat('-1e-3x'), parseFloat('Infinityx'), parseFloat('e5'), parseFloat(' \n7'), parseFloat(''), parseFloat('0x10'));
console.log((255).toString(16), (255).toString(2), (-255).toString(36), (0.5).toString(2), (0.1).toString(3), (1e21).toString(7), NaN.toString(16), (3.7).toString(), 5..toString());
console.log((1.005).toFixed(2), (1.45).toFixed(1), (0.5).toFixed(0), (2.5).toFixed(0), (-1.5).toFixed(0), (1e21).toFixed(2), (0).toFixed(2), (-0.0001).toFixed(2), (123.456).toFixed(), NaN.toFixed(2), (10.235).toFixed(2), (1.23e-10).toFixed(12));
console.log((123.456).toPrecision(4), (0.00001).toPrecision(1), (1e21).toPrecision(3), (0).toPrecision(3), (123456).toPrecision(2), (99.99).toPrecision(3), (5).toPrecision(), Infinity.toPrecision(3));
console.log((123456).toExponential(2), (0).toExponential(), (0.00015).toExponential(), (-9.99).toExponential(1), (5e-324).toExponential(), (255).toExponential(0), NaN.toExponential(200));
console.log((1234567.891).toLocaleString(), (0).toLocaleString(), (-1234.5).toLocaleString(), (1e21).toLocaleString(), NaN.toLocaleString(), (1234.5).toLocaleString('en-US', { minimumFractionDigits: 2 }), (1234.5678).toLocaleString(undefined, { maximumFractionDigits: 1 }), (999.9996).toLocaleString());
attempt('radix', () => (5).toString(1));
attempt('radix', () => (5).toString(37));
attempt('toFixed', () => (5).toFixed(101));
attempt('toPrecision', () => (5).toPrecision(0));
attempt('toExponential', () => (5).toExponential(-1));
attempt('this', () => Number.prototype.toFixed.call('5'));
attempt('this', () => Boolean.prototype.valueOf.call(1));
console.log(Number.prototype.valueOf.call(5), true.toString(), Boolean.prototype.toString.call(new Boolean(true)), (5).constructor.name, Number.name, Number.length);
console.log([1, '1', 1.0, 0x10, 0b11, 0o17, 1e3, .5, 5., 1_000_000]);
console.log(typeof NaN, NaN === NaN, Object.is(NaN, NaN), [NaN].includes(NaN), null + 1, undefined + 1, true + true, [] + 1, {} + 1, '5' * '2', null >= 0, undefined == 0);

// --- Math ---
console.log(Math.abs(-5), Math.abs('-1'), Math.abs(null), Math.ceil(1.2), Math.ceil(-1.7), Math.floor(-1.2), Math.trunc(-1.7), Math.round(2.5), Math.round(-2.5), Math.round(-0.2), Math.round(0.49999999999999994), Math.round(1e300), Math.sign(-3), Math.sign(-0));
console.log(Math.max(), Math.min(), Math.max(1, 3, 2), Math.max(1, NaN), Math.max(1, 'x'), Math.max('5', 3), Math.min(0, -0), Math.max(-0, 0), Math.max(...[1, 2], ...[3]), Math.max([]), Math.max([7]), Math.max(undefined));
console.log(Math.pow(2, 10), Math.pow(0, 0), Math.pow(1, Infinity), Math.sqrt(2), Math.sqrt(-1), Math.cbrt(27), Math.hypot(3, 4), Math.hypot(), Math.hypot(NaN, Infinity), Math.hypot(1, 1), Math.hypot(-5));
console.log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2, Math.log(1), Math.log10(1000), Math.log2(8), Math.log1p(0), Math.exp(0), Math.expm1(0), Math.log(0), Math.log(-1));
console.log(Math.sin(0), Math.cos(0), Math.tan(0), Math.atan2(1, 1), Math.asin(2), Math.sinh(0), Math.cosh(0), Math.tanh(Infinity), Math.fround(5.5), Math.fround(5.05), Math.clz32(1), Math.clz32(0), Math.imul(3, 4), Math.imul(0xffffffff, 5));
console.log(Object.prototype.toString.call(Math), typeof Math.random(), Math.random() < 1, Math.random() >= 0, Math.random() !== Math.random(), Math.max.length, Math.floor(Math.random() * 10) < 10);
const order = [];
Math.max({ valueOf() { order.push('a'); return NaN; } }, { valueOf() { order.push('b'); return 1; } });
console.log(order);
let sum = 0;
for (let i = 0; i < 10; i += 1) sum += 0.1;
console.log(sum, sum.toFixed(10), sum === 1, Math.abs(sum - 1) < Number.EPSILON, 0.1 * 3, 9.95 * 100, 1.1 + 2.2, 4.35 * 100);
