asyncq run queues.yaml --format json
