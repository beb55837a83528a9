asyncq show puzzles/queues/three-queues.yaml
