asyncq grade course --answers course/answers --format json
