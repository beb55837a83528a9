asyncq grade race.yaml --predict 'timer, timer, end' --reveal always --format json
