asyncq check queues.yaml wrong-key.yaml broken.yaml
