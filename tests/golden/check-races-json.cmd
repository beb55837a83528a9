asyncq check two-timers.yaml all-orders.yaml --format json
