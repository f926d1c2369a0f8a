#include "memory/bdwgc.h"
#include "memory/heap.hpp"
#include "memory/roots.hpp"

#include <algorithm>
#include <vector>

#include <emscripten/stack.h>

extern "C" char __heap_base; // from the linker: the first address behind static data and stack

namespace jank::memory {

namespace {

using visitor = void (*)(mark_root);

struct root_range {
  void *begin;
  void *end;
};

// constinit: static constructors of other files add to them.
constinit std::vector<root_range> root_ranges; // by begin
constinit std::vector<visitor> root_visitors;

// Nothing lies below: emscripten leaves it free, so that null pointers with an offset do no harm.
char *const lowest_static_address{reinterpret_cast<char *>(1024)};

void add_if_not_empty(char *begin, char *end) {
  if(begin < end) { collector_add_static_data(begin, end); }
}

} // namespace

// The linker names the end of the data differently in static and in position-independent images, but in both there is
// nothing below __heap_base except data and the stack, in either order.
void add_static_data() {
  char *const stack_begin{reinterpret_cast<char *>(emscripten_stack_get_end())};
  char *const stack_end{reinterpret_cast<char *>(emscripten_stack_get_base())};
  add_if_not_empty(lowest_static_address, std::min(stack_begin, &__heap_base));
  add_if_not_empty(std::max(lowest_static_address, stack_end), &__heap_base);
}

void mark_roots() {
  collector_mark_range(reinterpret_cast<void *>(emscripten_stack_get_current()),
                       reinterpret_cast<void *>(emscripten_stack_get_base()));
  for(auto const [begin, end] : root_ranges) { collector_mark_range(begin, end); }
  for(visitor const visit : root_visitors) { visit(collector_mark); }
}

void add_root_range(void *begin, void *end) {
  auto const place{std::ranges::lower_bound(root_ranges, begin, {}, &root_range::begin)};
  if(place != root_ranges.end() && place->begin == begin) {
    place->end = end;
  } else {
    root_ranges.insert(place, {begin, end});
  }
}

void remove_root_range(void *begin, void *) {
  auto const place{std::ranges::lower_bound(root_ranges, begin, {}, &root_range::begin)};
  if(place != root_ranges.end() && place->begin == begin) { root_ranges.erase(place); }
}

void add_root_visitor(visitor visit) {
  if(std::ranges::find(root_visitors, visit) == root_visitors.end()) { root_visitors.push_back(visit); }
}

} // namespace jank::memory
