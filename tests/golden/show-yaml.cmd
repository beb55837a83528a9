asyncq show queues.yaml --yaml
