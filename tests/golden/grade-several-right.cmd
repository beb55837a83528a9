asyncq grade race.yaml --predict 'immediate, timer, end'
