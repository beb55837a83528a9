asyncq grade queues.yaml --reveal always --predict 'script, promise, tick, second promise, microtask'
