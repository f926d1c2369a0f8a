#include "analyzer/taken.hpp"

#include <algorithm>
#include <utility>

namespace jank::analyzer {

namespace {

taken_in *observer{};

void add(var_list &list, ns::var *v) {
  if(std::ranges::find(list, v) == list.end()) { list.push_back(v); }
}

} // namespace

taken_in *observe_taken(taken_in *next) { return std::exchange(observer, next); }

void note_taken(ns::var *v) {
  if(observer != nullptr) { add(observer->from, v); }
}
void note_defined(ns::var *v) {
  if(observer != nullptr) { add(observer->defined, v); }
}

} // namespace jank::analyzer
