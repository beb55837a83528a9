asyncq grade queues.yaml --reveal always
