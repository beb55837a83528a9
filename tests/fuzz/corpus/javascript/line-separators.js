let a let b /*   */ c
