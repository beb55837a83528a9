asyncq run queues.yaml
