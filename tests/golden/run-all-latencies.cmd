asyncq run latencies.yaml --all
