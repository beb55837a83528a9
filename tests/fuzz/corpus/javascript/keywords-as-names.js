a = {if: 1, class: 2, get: 3, set: 4, async: 5, await: 6, get get() {}, async async() {}, *yield() {}}; a.if.class.new; let of = 1; let async2; var let_ = 2
