asyncq check queues.yaml wrong-key.yaml broken.yaml --format junit 2>/dev/null
