// What value formatting asks of collections, their iterators, dates and regular expressions.

#include "engine/collections.h"
#include "engine/date_object.h"
#include "engine/inspect/introspect.h"
#include "engine/regexp_object.h"

namespace asyncq::engine::inspection {
namespace {

// The entries from `first` on; both: key and value of each, otherwise what `kind` says.
std::vector<Value> list_entries(const Collection* collection, std::size_t first, IterationKind kind) {
  std::vector<Value> values;
  for (std::size_t i = first; i < collection->entries().size(); ++i) {
    const Collection::Entry& entry = collection->entries()[i];
    if (entry.key.is_empty()) continue;
    if (kind != IterationKind::values) values.push_back(entry.key);
    if (kind != IterationKind::keys) values.push_back(entry.value);
  }
  return values;
}

const Collection* as_collection(Object* object) {
  return static_cast<const Collection*>(object);
}

}  // namespace

bool is_weak_collection(Object* object) {
  return (object->kind() == CellKind::map || object->kind() == CellKind::set) &&
         as_collection(object)->is_weak();
}

std::size_t collection_size(Object* object) {
  return as_collection(object)->size();
}

std::vector<Value> set_members(Object* set) {
  return list_entries(as_collection(set), 0, IterationKind::keys);
}

std::vector<Value> map_entries(Object* map) {
  return list_entries(as_collection(map), 0, IterationKind::entries);
}

IteratedCollection iterated_collection(Object* object) {
  const auto* iterator = dynamic_cast<const CollectionIterator*>(object);
  if (iterator == nullptr) return IteratedCollection::none;
  return iterator->over_set ? IteratedCollection::set : IteratedCollection::map;
}

IteratorPreview iterator_preview(Object* object) {
  const auto* iterator = static_cast<const CollectionIterator*>(object);
  IteratorPreview preview;
  preview.pairs = iterator->kind_of_values == IterationKind::entries;
  const Collection* collection = iterator->cursor.collection();
  if (collection != nullptr) {
    preview.values = list_entries(collection, iterator->cursor.position(), iterator->kind_of_values);
  }
  return preview;
}

std::u16string date_text(Machine&, Object* date) {
  const std::string text = date_to_iso(static_cast<const DateObject*>(date)->time);
  return {text.begin(), text.end()};
}

std::u16string regexp_text(Machine&, Object* regexp) {
  return engine::regexp_text(static_cast<RegExpObject*>(regexp));
}

}  // namespace asyncq::engine::inspection
