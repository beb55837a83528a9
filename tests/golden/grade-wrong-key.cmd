asyncq grade wrong-key.yaml --predict 'script, tick, promise'
