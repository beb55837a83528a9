// What a lecture's slide might show.
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Cart {
  items = [];
  async add(item) {
    await null;
    this.items.push(item);
    return this.items.length;
  }
}

async function main() {
  const cart = new Cart();
  console.log('shopping');
  const count = await cart.add('tea');
  for (let i = 0; i < 2; i++) {
    await wait(10);
    console.log(`${count} in the cart`, i);
  }
  try {
    await Promise.reject(new Error('no: milk'));
  } catch (error) {
    console.log(error.message);
  } finally {
    console.log('done: at last');
  }
}

main().then(() => console.log('home'));
setImmediate(() => console.log('1'));
console.log('- on my way', cart_size());

function cart_size() {
  switch (typeof main) {
    case 'function':
      return 0;
  }
}
