asyncq run race.yaml --all --max-orders 1
