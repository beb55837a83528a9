asyncq grade puzzles/queues/three-queues.yaml --reveal always --predict 'the signal box opens, the express, the royal train, the timetable train'
