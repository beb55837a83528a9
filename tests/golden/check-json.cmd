asyncq check wrong-key.yaml course/course.yaml --format json 2>/dev/null
