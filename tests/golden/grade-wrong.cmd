asyncq grade queues.yaml --predict 'script, promise, tick, timer'
