asyncq grade queues.yaml --quiet --predict 'tick'
