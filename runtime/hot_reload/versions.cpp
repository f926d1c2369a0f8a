#include "hot_reload/versions.hpp"

#include "hot_reload/history.hpp"
#include "memory/safepoint.hpp"
#include "object/function.hpp"

#include <algorithm>
#include <unordered_map>

namespace jank::hot_reload {

using namespace object;

namespace {

struct holder {
  word var; // neither is a pointer for the collector: this is no memory that it scans
  std::uint32_t generation;
};

// By the function's address.
std::unordered_multimap<word, holder> &followed() {
  static auto *const all{new std::unordered_multimap<word, holder>};
  return *all;
}

void forget(void *f, void *) { followed().erase(object_ref{static_cast<heap_object *>(f)}.bits); }

void follow(ns::var *v, std::uint32_t generation) {
  word const f{v->root.bits};
  word const of{object_ref{v}.bits};
  auto const [first, last]{followed().equal_range(f)};
  if(std::any_of(first, last, [of](auto const &entry) { return entry.second.var == of; })) { return; }
  if(first == last) { memory::on_unreachable(v->root.as_heap(), forget, nullptr); }
  followed().insert({f, {of, generation}});
}

bool is_in_history(ns::var *v, word f) {
  auto const versions{versions_of(v)};
  return std::ranges::any_of(versions, [f](version const &known) { return known.value.bits == f; });
}

} // namespace

void follow_versions(load_result const &result) {
  for(ns::var *const v : result.bound) {
    // Functions without a unit are natives, which are there for good.
    if(is<function>(v->root) && cast<function>(v->root)->function_type_of()->unit.is_some()) {
      follow(v, result.generation);
    }
  }
}

std::vector<old_version> old_versions_rooted(ns::var *var) {
  memory::rooted<ns::var *> const v{var};
  memory::request_collection();
  if(jank_safepoint_request != 0) { jank_safepoint(); }
  std::vector<old_version> found;
  word const of{object_ref{v.get()}.bits};
  for(auto const &[f, h] : followed()) {
    if(h.var == of && f != v->root.bits) { found.push_back({h.generation, is_in_history(v, f)}); }
  }
  std::ranges::sort(found, {}, &old_version::generation);
  return found;
}

} // namespace jank::hot_reload
