setInterval(() => {}, 0)
