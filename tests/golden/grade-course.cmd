asyncq grade course --answers course/answers
