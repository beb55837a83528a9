asyncq grade queues.yaml --color always --reveal always --predict 'script, promise, tick, lunch'
