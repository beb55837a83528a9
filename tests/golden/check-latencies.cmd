asyncq check wrong-latencies.yaml
