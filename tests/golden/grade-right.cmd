asyncq grade queues.yaml --predict 'script, tick, promise, second promise, timer'
