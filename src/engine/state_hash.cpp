#include "engine/state_hash.h"

#include <algorithm>
#include <typeinfo>
#include <utility>

#include "engine/array_iterator.h"
#include "engine/big_int.h"
#include "engine/collections.h"
#include "engine/date_object.h"
#include "engine/generator.h"
#include "engine/host.h"
#include "engine/iterator_helper.h"
#include "engine/machine.h"
#include "engine/promise.h"
#include "engine/regexp_object.h"
#include "engine/timer_object.h"

namespace asyncq::engine {

namespace {

constexpr std::size_t kFirstTable = 8192;
// What stands for the kinds of things that are added.
enum class Tag : std::uint64_t { none = 1, constant, string, cell, atom_key, symbol_key, index_key, big_int };

}  // namespace

// --- the hash ----------------------------------------------------------------------------------------------

StateHash::StateHash(std::size_t most_cells) : most_cells_(most_cells), table_(kFirstTable) {}

std::size_t StateHash::place_of(const Cell* cell) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = (reinterpret_cast<std::uintptr_t>(cell) >> 4) * 0x9E3779B97F4A7C15u >> 20 & mask;
  while (table_[place] != 0 && met_[table_[place] - 1] != cell) place = (place + 1) & mask;
  return place;
}

void StateHash::grow() {
  table_.assign(table_.size() * 2, 0);
  for (std::size_t i = 0; i < met_.size(); ++i) table_[place_of(met_[i])] = static_cast<std::uint32_t>(i + 1);
}

std::uint32_t StateHash::number_of(const Cell* cell) const {
  return table_[place_of(cell)];
}

void StateHash::add(Value value) {
  if (value.is_cell()) return add(value.as_cell());
  hash_.add(static_cast<std::uint64_t>(Tag::constant));
  hash_.add(value.bits());
}

void StateHash::add(PropertyKey key) {
  if (key.is_index()) {
    hash_.add(static_cast<std::uint64_t>(Tag::index_key));
    hash_.add(key.index());
  } else {
    add(key.bits() == 0 ? nullptr : key.cell());
  }
}

void StateHash::add(Cell* cell) {
  if (cell == nullptr) return hash_.add(static_cast<std::uint64_t>(Tag::none));
  if (cell->kind() == CellKind::string) {
    hash_.add(static_cast<std::uint64_t>(Tag::string));
    return hash_.add_text(static_cast<String*>(cell)->view());
  }
  if (cell->kind() == CellKind::big_int) {
    const BigInteger& integer = static_cast<BigInt*>(cell)->integer();
    hash_.add(static_cast<std::uint64_t>(Tag::big_int));
    hash_.add(integer.is_negative());
    return add_all(integer.limbs());
  }
  std::size_t place = place_of(cell);
  if (table_[place] == 0) {
    if (met_.size() * 2 >= table_.size()) {
      grow();
      place = place_of(cell);
    }
    met_.push_back(cell);
    table_[place] = static_cast<std::uint32_t>(met_.size());
  }
  hash_.add(static_cast<std::uint64_t>(Tag::cell));
  hash_.add(table_[place]);
}

bool StateHash::describe_cells() {
  for (std::size_t i = 0; i < met_.size(); ++i) {
    if (i >= most_cells_) return false;
    Cell* cell = met_[i];
    add(cell->kind());
    if (!cell->describe(*this)) return false;
  }
  return true;
}

// --- cells -------------------------------------------------------------------------------------------------

bool Symbol::describe(StateHash& hash) {
  hash.add(description_);
  hash.add(private_);
  return true;
}

bool Shape::describe(StateHash& hash) {
  hash.add(static_cast<Cell*>(prototype_));
  for (const auto& [key, slot] : properties()) {
    hash.add(key);
    hash.add(slot.index);
    hash.add(std::uint32_t{slot.attributes});
  }
  return true;
}

bool Accessor::describe(StateHash& hash) {
  hash.add(getter);
  hash.add(setter);
  return true;
}

bool Environment::describe(StateHash& hash) {
  hash.add(static_cast<Cell*>(parent));
  hash.add_all(std::span<Value>(slots(), count));
  return true;
}

bool Frame::describe(StateHash& hash) {
  hash.add_address(code->code.get());
  for (Cell* cell : std::initializer_list<Cell*>{function, environment, caller, async_object}) hash.add(cell);
  hash.add(static_cast<std::uint64_t>(pc - code->instructions));
  hash.add_all(std::span<Value>(slots(), code->local_count));
  hash.add_all(std::span<Value>(operands(), sp));
  for (const Value value : {this_value, new_target, arguments}) hash.add(value);
  hash.add(environment_depth);
  for (const bool flag : {is_entry, is_construct, resumed}) hash.add(flag);
  hash.add(mode);
  hash.add(pending);
  return true;
}

bool Flag::describe(StateHash& hash) {
  hash.add(taken_);
  return true;
}

bool Capability::describe(StateHash& hash) {
  for (const Value value : {promise, resolve, reject}) hash.add(value);
  return true;
}

void PromiseCapability::describe(StateHash& hash) const {
  hash.add(static_cast<Cell*>(promise));
  hash.add(static_cast<Cell*>(capability));
}

bool Reaction::describe(StateHash& hash) {
  hash.add(kind);
  hash.add(static_cast<Cell*>(next));
  hash.add(on_fulfilled);
  hash.add(on_rejected);
  result.describe(hash);
  hash.add(static_cast<Cell*>(frame));
  return true;
}

// --- objects -----------------------------------------------------------------------------------------------

void Object::describe_properties(StateHash& hash) {
  hash.add(static_cast<Cell*>(shape_));
  hash.add_all(slots_);
  hash.add(extensible_);
  hash.add(lazy_properties_);
}

bool Object::describe(StateHash& hash) {
  describe_properties(hash);
  // An object of a class of its own has more to say.
  const std::type_info& type = typeid(*this);
  return type == typeid(Object) || type == typeid(ErrorObject);
}

bool Array::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add_all(elements);
  hash.add(length());
  for (const bool flag : {frozen, sealed, length_writable}) hash.add(flag);
  return true;
}

bool PrimitiveWrapper::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(primitive);
  return true;
}

bool NativeFunction::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add_address(reinterpret_cast<const void*>(code));
  hash.add(static_cast<Cell*>(name));
  hash.add(length);
  hash.add(constructor);
  for (const Value value : captured) hash.add(value);
  return true;
}

bool Closure::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add_address(code->code.get());
  hash.add_all(code->templates);
  for (Cell* cell : std::initializer_list<Cell*>{environment, parts_}) hash.add(cell);
  return true;
}

bool ClosureParts::describe(StateHash& hash) {
  for (Cell* cell : std::initializer_list<Cell*>{home_object, class_data, name_override}) hash.add(cell);
  return true;
}

bool ClassData::describe(StateHash& hash) {
  for (const Field& field : fields) {
    hash.add(field.key);
    hash.add(static_cast<Cell*>(field.initializer));
    hash.add(field.method);
    hash.add(field.is_method);
    hash.add(std::uint32_t{field.attributes});
  }
  return true;
}

bool BoundFunction::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(target));
  hash.add(bound_this);
  hash.add_all(bound_arguments);
  return true;
}

bool Promise::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(state_);
  hash.add(is_handled);
  hash.add(stands_for_thenable);
  hash.add(result_or_waiting_);
  return true;
}

bool Generator::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(state);
  hash.add(static_cast<Cell*>(frame));
  return true;
}

bool AsyncGenerator::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(state);
  hash.add(static_cast<Cell*>(frame));
  hash.add(queue.size());
  for (const Request& request : queue) {
    hash.add(request.mode);
    hash.add(request.value);
    request.capability.describe(hash);
  }
  return true;
}

bool TimerObject::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(id);
  hash.add(callback);
  hash.add(static_cast<Cell*>(arguments));
  hash.add(delay);
  for (const bool flag : {repeat, immediate, ref, cleared}) hash.add(flag);
  return true;
}

bool Collection::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(kind_);
  hash.add(entries_.size());
  for (const Entry& entry : entries_) {  // those deleted too: cursors count them
    hash.add(entry.key);
    hash.add(entry.value);
  }
  return true;
}

bool CollectionIterator::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(cursor.collection()));
  hash.add(cursor.position());
  hash.add(over_set);
  hash.add(kind_of_values);
  return true;
}

bool ArrayIterator::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(iterated));
  hash.add(next_index);
  hash.add(kind_of_values);
  return true;
}

bool IteratorHelper::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(kind_of_helper);
  for (const Value value : {iterated, next, function, inner, inner_next}) hash.add(value);
  hash.add(counter);
  hash.add(remaining);
  for (const bool flag : {started, running, done}) hash.add(flag);
  return true;
}

bool StringIterator::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(iterated));
  hash.add(next_index);
  return true;
}

bool RegExpObject::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(static_cast<Cell*>(source));
  hash.add(static_cast<Cell*>(flags));
  return true;
}

bool DateObject::describe(StateHash& hash) {
  describe_properties(hash);
  hash.add(time);
  return true;
}

bool HostState::describe(StateHash& hash) {
  hash.add(group_indentation);
  hash.add(counts.size());
  for (const auto& [label, count] : counts) {
    hash.words().add_text(std::u16string_view(label));
    hash.add(count);
  }
  hash.add(used_thread_pool);
  hash.add(warned);
  hash.add(warned_of_queue_microtask);
  hash.add(warned_of_negative_delay);
  hash.add(warned_of_delay_not_a_number);
  hash.add(default_max_listeners);
  for_each_cell([&](Cell* cell) { hash.add(cell); });
  return true;
}

// --- the machine -------------------------------------------------------------------------------------------

// Programs with more than this alive are not compared: each comparison would visit all of it.
constexpr std::size_t kMostCells = 100'000;

Fingerprint Machine::fingerprint() {
  if (current_frame_ != nullptr || ended_) return {};
  class Jobs final : public scheduler::JobVisitor {
   public:
    explicit Jobs(StateHash& hash) : hash_(hash) {}
    void visit(const scheduler::Job& job) override {
      hash_.add(job.kind);
      for (const std::uint64_t word : job.data) hash_.add(Value::from_bits(word));
    }

   private:
    StateHash& hash_;
  };
  StateHash hash(kMostCells);
  Jobs jobs(hash);
  if (!scheduler_->hash_state(hash.words(), jobs)) return {};
  realm.for_each_cell([&](Cell* cell) { hash.add(cell); });
  hash.add_all(kept_);
  hash.add(static_cast<Cell*>(process.object));
  hash.add(process.exit_code.value_or(-1));
  for (const bool flag :
       {process.exit_code.has_value(), process.exiting, job_in_finally, rejection_tick_waits_, ends_soon_,
        main_exception_.waits, main_exception_.from_rejection}) {
    hash.add(flag);
  }
  hash.add(static_cast<Cell*>(main_promise_));
  hash.add(main_exception_.error);
  for (const auto* list : {&pending_rejections_, &late_handled_}) {
    hash.add(list->size());
    for (Promise* promise : *list) hash.add(static_cast<Cell*>(promise));
  }
  hash.add(ending_.exit_code);
  hash.add(steps() - steps_charged_);
  const bool described = hash.describe_cells();
  const std::uint64_t cost = hash.cells();
  if (!described) return {std::nullopt, cost};
  std::vector<std::uint32_t> reported;
  for (const Promise* promise : reported_rejections_) {
    if (const std::uint32_t number = hash.number_of(promise); number != 0) reported.push_back(number);
  }
  std::sort(reported.begin(), reported.end());
  hash.add_all(reported);
  return {hash.words().digest(), cost};
}

}  // namespace asyncq::engine
