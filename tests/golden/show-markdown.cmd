asyncq show queues.yaml --markdown
