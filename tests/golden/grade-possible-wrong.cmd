asyncq grade possible.yaml --predict 'A, B'
