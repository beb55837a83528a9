asyncq grade course --answers course/answers/bob.yaml --reveal always --verbose
