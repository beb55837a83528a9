asyncq generate --seed 1 --level 1 --count 2
