asyncq run race.yaml --all
