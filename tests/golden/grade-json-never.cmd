asyncq grade queues.yaml --format json --reveal never --predict 'script, tick, timer, lunch'
