#pragma once
// What value formatting must know of objects beyond their properties.

#include <string>
#include <vector>

#include "engine/object.h"

namespace asyncq::engine::inspection {

enum class PromiseStatus : std::uint8_t { pending, fulfilled, rejected };
struct PromiseDetails {
  PromiseStatus status = PromiseStatus::pending;
  Value result;
};
[[nodiscard]] PromiseDetails promise_details(Object* promise);

struct FunctionDetails {
  bool is_class = false;
  bool is_async = false;
  bool is_generator = false;
};
[[nodiscard]] FunctionDetails function_details(Object* function);

[[nodiscard]] bool is_weak_collection(Object* object);
[[nodiscard]] std::size_t collection_size(Object* object);  // of a Map or Set
[[nodiscard]] std::vector<Value> set_members(Object* set);
[[nodiscard]] std::vector<Value> map_entries(Object* map);  // key, value, key, value, …

// What an iterator over a Map or Set still has to give, without moving it.
enum class IteratedCollection : std::uint8_t { none, map, set };
[[nodiscard]] IteratedCollection iterated_collection(Object* object);
struct IteratorPreview {
  std::vector<Value> values;  // key, value, … when pairs
  bool pairs = false;
};
[[nodiscard]] IteratorPreview iterator_preview(Object* iterator);

// "2024-01-01T00:00:00.000Z", or "Invalid Date".
[[nodiscard]] std::u16string date_text(Machine& machine, Object* date);
// "/source/flags"
[[nodiscard]] std::u16string regexp_text(Machine& machine, Object* regexp);

}  // namespace asyncq::engine::inspection
