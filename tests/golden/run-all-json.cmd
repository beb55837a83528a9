asyncq run race.yaml --all --format json
