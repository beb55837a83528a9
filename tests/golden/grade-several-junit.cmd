asyncq grade race.yaml --predict 'timer, timer, end' --format junit
