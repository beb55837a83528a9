asyncq grade orders.yaml --predict 'two, one, late; late, one, two' --reveal always
