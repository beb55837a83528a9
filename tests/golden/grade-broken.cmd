asyncq grade broken.yaml --predict a
