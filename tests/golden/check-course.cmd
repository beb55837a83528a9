asyncq check course
