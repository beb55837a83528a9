asyncq grade queues.yaml --reveal never --predict 'script, promise, tick, timer'
