asyncq grade race.yaml --predict 'immediate, end, timer'
