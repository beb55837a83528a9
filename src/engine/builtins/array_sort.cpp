// SortIndexedProperties [23.1.3.30.1]. The order of the comparator's calls can be seen by programs, so that
// it is V8's (third_party/v8/builtins/array-sort.tq, TimSort): runs are found, short ones are grown by binary
// insertion, neighbours are merged. Only the merges of long arrays do not gallop.

#include <algorithm>
#include <cmath>

#include "engine/builtins/array_methods.h"

namespace asyncq::engine {
namespace {

class Sorter {
 public:
  // values are kept alive by whoever calls.
  Sorter(Machine& machine, std::vector<Value>& values, Value comparator)
      : machine_(machine), values_(values), comparator_(comparator) {}

  void sort() {
    std::size_t remaining = values_.size();
    if (remaining < 2) return;
    const std::size_t shortest_run = min_run_length(remaining);
    std::size_t low = 0;
    while (remaining > 0) {
      std::size_t length = make_run(low, low + remaining);
      if (length < shortest_run) {
        const std::size_t forced = std::min(shortest_run, remaining);
        insert_binary(low, low + length, low + forced);
        length = forced;
      }
      runs_.push_back({low, length});
      collapse();
      low += length;
      remaining -= length;
    }
    while (runs_.size() > 1) merge_at(weaker_neighbour());
  }

 private:
  struct Run {
    std::size_t begin;
    std::size_t length;
  };

  bool less(Value left, Value right) {
    machine_.safe_point();
    if (comparator_.is_undefined()) return left.as_string()->view() < right.as_string()->view();
    const double order = machine_.to_number(machine_.call(comparator_, Value::undefined(), {left, right}));
    return order < 0;  // NaN counts as 0
  }

  static std::size_t min_run_length(std::size_t count) {
    std::size_t odd = 0;
    while (count >= 64) {
      odd |= count & 1;
      count >>= 1;
    }
    return count + odd;
  }

  // The length of the ascending run at low; a strictly descending one is turned round.
  std::size_t make_run(std::size_t low, std::size_t high) {
    if (low + 1 == high) return 1;
    std::size_t length = 2;
    const bool descending = less(values_[low + 1], values_[low]);
    while (low + length < high && less(values_[low + length], values_[low + length - 1]) == descending)
      ++length;
    if (descending) {
      std::reverse(values_.begin() + static_cast<std::ptrdiff_t>(low),
                   values_.begin() + static_cast<std::ptrdiff_t>(low + length));
    }
    return length;
  }

  void insert_binary(std::size_t low, std::size_t start, std::size_t high) {
    for (; start < high; ++start) {
      const Value pivot = values_[start];
      std::size_t left = low;
      std::size_t right = start;
      while (left < right) {
        const std::size_t middle = left + (right - left) / 2;
        if (less(pivot, values_[middle])) {
          right = middle;
        } else {
          left = middle + 1;
        }
      }
      for (std::size_t i = start; i > left; --i) values_[i] = values_[i - 1];
      values_[left] = pivot;
    }
  }

  // Keeps the runs' lengths falling fast enough for balanced merges.
  void collapse() {
    while (runs_.size() > 1) {
      const std::size_t n = runs_.size() - 2;
      const bool uneven = n > 0 && runs_[n - 1].length <= runs_[n].length + runs_[n + 1].length;
      const bool uneven_below = n > 1 && runs_[n - 2].length <= runs_[n - 1].length + runs_[n].length;
      if (uneven || uneven_below) {
        merge_at(weaker_neighbour());
      } else if (runs_[n].length <= runs_[n + 1].length) {
        merge_at(n);
      } else {
        break;
      }
    }
  }

  std::size_t weaker_neighbour() const {
    const std::size_t n = runs_.size() - 2;
    return n > 0 && runs_[n - 1].length < runs_[n + 1].length ? n - 1 : n;
  }

  void merge_at(std::size_t index) {
    const Run left = runs_[index];
    const Run right = runs_[index + 1];
    runs_[index].length = left.length + right.length;
    runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(index) + 1);
    merged_.clear();
    std::size_t i = left.begin;
    std::size_t j = right.begin;
    while (i < right.begin && j < right.begin + right.length) {
      merged_.push_back(less(values_[j], values_[i]) ? values_[j++] : values_[i++]);
    }
    while (i < right.begin) merged_.push_back(values_[i++]);
    std::ranges::copy(merged_, values_.begin() + static_cast<std::ptrdiff_t>(left.begin));
  }

  Machine& machine_;
  std::vector<Value>& values_;
  Value comparator_;
  std::vector<Run> runs_;
  std::vector<Value> merged_;
};

// Without a comparator texts are compared: each made once, beside its value.
void sort_by_text(Machine& machine, std::vector<Value>& values, Array* texts) {
  std::vector<std::pair<String*, Value>> pairs;
  pairs.reserve(values.size());
  for (const Value value : values) {
    String* text = machine.to_string(value);
    append_element(machine, texts, Value(text));
    pairs.emplace_back(text, value);
  }
  std::ranges::stable_sort(pairs,
                           [](const auto& a, const auto& b) { return a.first->view() < b.first->view(); });
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = pairs[i].second;
}

}  // namespace

void sort_elements(Machine& machine, Array* elements, Value comparator) {
  // The array holds all values all the time; what is sorted is a copy.
  std::vector<Value> values;
  values.reserve(elements->elements.size());
  std::ranges::copy_if(elements->elements, std::back_inserter(values),
                       [](Value value) { return !value.is_undefined(); });
  if (comparator.is_undefined()) {
    Array* texts = machine.create_array();
    sort_by_text(machine, values, texts);
    texts->elements.clear();
  } else {
    Sorter(machine, values, comparator).sort();
  }
  values.resize(elements->elements.size(), Value::undefined());
  elements->elements = std::move(values);
}

}  // namespace asyncq::engine
