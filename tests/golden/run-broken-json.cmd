asyncq run broken.yaml --format json 2>/dev/null
