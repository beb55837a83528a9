function* g() { const a = yield; yield* b; (yield c) + 1 } async function* h() { for await (const x of g()) yield await x }
