asyncq grade pairs.yaml --predict 'either, after'
