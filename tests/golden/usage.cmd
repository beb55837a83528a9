asyncq grade queues.yaml --anwsers a
