// toLocaleString in English with the options that are modelled.
const money = (number, currency, more) => number.toLocaleString('en-US', { style: 'currency', currency, ...more });
console.log(money(1234.5, 'USD'), money(-1234.5, 'EUR'), money(0.005, 'GBP'), money(1e6, 'USD', { maximumFractionDigits: 0 }));
console.log(money(2, 'USD', { minimumFractionDigits: 3 }), money(-0.001, 'USD'));
const share = (number, more) => number.toLocaleString('en', { style: 'percent', ...more });
console.log(share(0.256), share(1), share(-0.005), share(1.005), share(0.12345, { maximumFractionDigits: 2 }), share(12.5));
console.log((1234.5).toLocaleString('en-US', { minimumFractionDigits: 2 }), (1234.5678).toLocaleString(undefined, { style: 'decimal' }));
