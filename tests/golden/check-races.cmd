asyncq check two-timers.yaml all-orders.yaml pairs.yaml
