asyncq grade possible.yaml --predict 'A, B' --reveal always --format json
