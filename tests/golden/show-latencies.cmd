asyncq show latencies.yaml
