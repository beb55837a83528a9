asyncq grade pairs.yaml --predict 'A: before, B: after' --reveal always
