asyncq show queues.yaml
