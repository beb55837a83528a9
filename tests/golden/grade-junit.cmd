asyncq grade course --answers course/answers --format junit
