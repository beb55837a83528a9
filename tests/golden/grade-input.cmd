printf 'now\nlater\n' | asyncq grade course/one.yaml -
