asyncq grade race.yaml --predict 'timer, timer, end' --reveal never --format json
