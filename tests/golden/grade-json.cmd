asyncq grade queues.yaml --format json --reveal always --predict 'script, tick, timer, lunch'
