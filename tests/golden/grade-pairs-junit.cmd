asyncq grade pairs.yaml --predict 'either' --format junit
