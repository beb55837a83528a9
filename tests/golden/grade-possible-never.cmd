asyncq grade possible.yaml --predict 'A, B' --reveal never
