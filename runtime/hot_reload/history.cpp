#include "hot_reload/history.hpp"

#include "hot_reload/quarantine.hpp"
#include "object/error.hpp"

#include <chrono>

namespace jank::hot_reload {

using namespace object;

namespace {

struct history {
  std::deque<generation> kept;
  std::size_t in_force{};
  std::uint32_t last{};   // the highest number
  std::uint32_t before{}; // the number before the first one kept
  std::uint32_t limit{50};
  bool begun{};
};

history &all() {
  static history h;
  return h;
}

double now_ms() {
  using namespace std::chrono;
  return static_cast<double>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

void forget_oldest(history &h) {
  while(h.kept.size() > h.limit) {
    // What can be redone goes first from its far end.
    if(h.in_force == 0) {
      h.kept.pop_back();
      continue;
    }
    h.before = h.kept.front().number;
    h.kept.pop_front();
    --h.in_force;
  }
}

} // namespace

void begin_history() { all().begun = true; }
bool has_begun() { return all().begun; }

std::uint32_t add_generation(load_origin const &what, changes &&made) {
  history &h{all()};
  if(!h.begun) { return 0; }
  h.kept.resize(h.in_force);
  std::uint32_t const number{++h.last};
  h.kept.push_back({number, now_ms(), what, std::move(made)});
  h.in_force = h.kept.size();
  forget_oldest(h);
  // With a limit of 0 it is forgotten already.
  if(!h.kept.empty()) {
    put_on_probation(h.kept.back());
  } else {
    h.before = number;
  }
  return number;
}

std::uint32_t current_generation() {
  history const &h{all()};
  return h.in_force == 0 ? h.before : h.kept[h.in_force - 1].number;
}

std::uint32_t next_generation() { return all().last + 1; }

std::deque<generation> const &generations() { return all().kept; }
std::size_t generations_in_force() { return all().in_force; }
std::uint32_t generation_before(std::size_t index) { return index == 0 ? all().before : all().kept[index - 1].number; }

std::uint32_t history_limit() { return all().limit; }
void set_history_limit(std::uint32_t n) {
  all().limit = n;
  forget_oldest(all());
}

void set_generations_in_force(std::size_t count) { all().in_force = count; }

std::vector<version, memory::allocator<version>> versions_of(ns::var *v) {
  std::vector<version, memory::allocator<version>> found;
  auto const add{[&](std::uint32_t number, bool outside, object_ref value, object_ref meta, generation const *of) {
    if(is(value, kind::unbound)) { return; }
    if(!found.empty() && found.back().value == value) { return; }
    found.push_back({number, outside, value, meta, of, false});
  }};
  bool first{true};
  for(generation const &g : all().kept) {
    for(var_change const &c : g.made.vars) {
      if(c.of != v || c.root_before == c.root_after) { continue; }
      add(0, !first, c.root_before, c.meta_before, nullptr);
      add(g.number, false, c.root_after, c.meta_after, &g);
      first = false;
    }
  }
  bool holds_known{};
  for(std::size_t i{found.size()}; i > 0 && !holds_known; --i) {
    holds_known = found[i - 1].value == v->root;
    found[i - 1].current = holds_known;
  }
  if(!holds_known) {
    bool const outside{!found.empty()};
    add(0, outside, v->root, v->meta, nullptr);
    if(!found.empty() && found.back().value == v->root) { found.back().current = true; }
  }
  return found;
}

} // namespace jank::hot_reload
