asyncq grade queues.yaml --verbose --reveal always --predict 'tick, script'
