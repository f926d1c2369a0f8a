// A program of its own: fills, drops and checks the collected heap for gigabytes on end.
//
//   memory_stress [--every-safepoint] [--live MB] [--total MB] [--bound MB]
//
// The live data are rooms, each with a tree, closures, and a vector of numbers and strings, all of which can be checked
// without remembering anything but the room's seed. Round after round one room is checked and filled anew, at times
// from the bottom of a deep recursion, at times while exceptions are in flight whose values are checked where they are
// caught. Prints one line; exits 1 at the first object that is not what it was, and 2 when the heap outgrows its bound.

#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/string.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using namespace jank;

namespace {

[[noreturn]] void lost(char const *what, std::uint32_t seed) {
  std::printf("memory stress: LOST a %s of room %u after %llu collections\n", what, seed >> 1,
              static_cast<unsigned long long>(memory::read_statistics().collections));
  std::exit(1);
}

// As emitted code does it.
inline void safepoint() {
  if(jank_safepoint_request != 0) [[unlikely]] { jank_safepoint(); }
}

// Odd, so that it is never taken for a pointer.
std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
  std::uint32_t h{a * 2654435761u ^ (b + 0x9E3779B9u) * 2246822519u};
  h ^= h >> 15;
  return h * 3266489917u | 1;
}

// ---- Trees

struct node {
  node *left;
  node *right;
  std::uint32_t number;
  std::uint32_t checksum; // of number and address
};

std::uint32_t checksum(node const *n) {
  return mix(n->number, static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(n)));
}

bool is_intact(node const *n, std::uint32_t seed, std::uint32_t index) {
  return n->number == mix(seed, index) && n->checksum == checksum(n);
}

node *make_node(node *left, node *right, std::uint32_t seed, std::uint32_t index) {
  auto *const n{memory::make<node>(left, right, mix(seed, index), 0u)};
  n->checksum = checksum(n);
  return n;
}

[[gnu::noinline]] node *make_tree(std::uint32_t seed, std::uint32_t index, int depth) {
  safepoint();
  memory::rooted<node *> left;
  memory::rooted<node *> right;
  if(depth > 0) {
    left = make_tree(seed, 2 * index, depth - 1);
    right = make_tree(seed, 2 * index + 1, depth - 1);
  }
  return make_node(left, right, seed, index);
}

void check_tree(node const *n, std::uint32_t seed, std::uint32_t index, int depth) {
  if(n == nullptr || !is_intact(n, seed, index) || (n->left == nullptr) != (depth == 0)) { lost("tree", seed); }
  if(depth > 0) {
    check_tree(n->left, seed, 2 * index, depth - 1);
    check_tree(n->right, seed, 2 * index + 1, depth - 1);
  }
}

// ---- Closures: each captures a node and the closure before it

struct closure {
  std::uint32_t (*code)(closure *self, std::uint32_t seed);
  node *value;
  closure *next;
};

std::uint32_t closure_code(closure *self, std::uint32_t seed) {
  memory::rooted<closure *> const me{self};
  safepoint();
  if(me->value->checksum != checksum(me->value)) { lost("captured node", seed); }
  std::uint32_t const rest{me->next == nullptr ? 1 : me->next->code(me->next, seed)};
  return mix(me->value->number, rest);
}

closure *make_closures(std::uint32_t seed, int count) {
  memory::rooted<closure *> last;
  for(int i{0}; i < count; ++i) {
    safepoint();
    memory::rooted<node *> const value{make_node(nullptr, nullptr, seed, static_cast<std::uint32_t>(-i))};
    safepoint();
    last = memory::make<closure>(&closure_code, value.get(), last.get());
  }
  return last;
}

void check_closures(closure *first, std::uint32_t seed, int count) {
  std::uint32_t expected{1};
  for(int i{0}; i < count; ++i) { expected = mix(mix(seed, static_cast<std::uint32_t>(-i)), expected); }
  if(first == nullptr || first->code(first, seed) != expected) { lost("closure", seed); }
}

// ---- Vectors of boxed numbers and strings

// Too large for a fixnum.
std::int64_t number_at(std::uint32_t seed, int i) { return (std::int64_t{1} << 60) + (std::int64_t{seed} << 20) + i; }
std::string text_at(std::uint32_t seed, int i) {
  return "room " + std::to_string(seed) + ", line " + std::to_string(i);
}

object_ref make_values(std::uint32_t seed, int count) {
  memory::rooted<object_ref> values{object::empty_vector()};
  for(int i{0}; i < count; ++i) {
    safepoint();
    values = object::vector_conj(values, i % 2 == 0 ? object::make_long(number_at(seed, i))
                                                    : object_ref{object::make_string(text_at(seed, i))});
  }
  return values;
}

void check_values(object_ref values, std::uint32_t seed, int count) {
  if(!object::is_vector(values) || object::vector_count(values) != static_cast<std::size_t>(count)) {
    lost("vector", seed);
  }
  for(int i{0}; i < count; ++i) {
    object_ref const v{object::vector_nth(values, static_cast<std::size_t>(i))};
    bool const intact{i % 2 == 0 ? object::is_long(v) && object::as_long(v) == number_at(seed, i)
                                 : object::is<object::string>(v) &&
                                       object::cast<object::string>(v)->view() == text_at(seed, i)};
    if(!intact) { lost("vector's element", seed); }
  }
}

// ---- Rooms

constexpr int tree_depth{7}; // 255 nodes
constexpr int closure_count{20};
constexpr int value_count{60};

struct room {
  node *tree;
  closure *first;
  object_ref values;
  std::uint32_t seed; // odd
};

void fill(room &r, std::uint32_t seed) {
  memory::rooted<node *> const tree{make_tree(seed, 1, tree_depth)};
  memory::rooted<closure *> const first{make_closures(seed, closure_count)};
  memory::rooted<object_ref> const values{make_values(seed, value_count)};
  r = {tree, first, values, seed};
}

void check(room const &r) {
  check_tree(r.tree, r.seed, 1, tree_depth);
  check_closures(r.first, r.seed, closure_count);
  check_values(r.values, r.seed, value_count);
}

// ---- Deep recursion and exceptions in flight

// Collects, when one is due, while the exception that unwinds it is in flight.
struct safepoint_at_exit {
  ~safepoint_at_exit() {
    memory::allocate(64);
    safepoint();
  }
};

object_ref make_thrown(std::uint32_t seed) { return object::make_long(number_at(seed, -1)); }

// Fills the room at the bottom; with `throws` the way back is an exception.
[[gnu::noinline]] node *descend(room &r, std::uint32_t seed, int depth, bool throws) {
  safepoint();
  if(depth == 0) {
    fill(r, seed);
    if(throws) { object::throw_value(make_thrown(seed)); }
    return nullptr;
  }
  safepoint_at_exit const exit;
  auto const index{static_cast<std::uint32_t>(depth)};
  memory::rooted<node *> const mine{make_node(nullptr, nullptr, seed, index)};
  memory::rooted<node *> const deeper{descend(r, seed, depth - 1, throws)};
  if(!is_intact(mine, seed, index) || (depth > 1 && !is_intact(deeper, seed, index - 1))) {
    lost("local of a deep frame", seed);
  }
  return mine;
}

// Whatever the last collection took from us by mistake is something else afterwards.
void overwrite_free_memory() {
  memory::statistics const s{memory::read_statistics()};
  for(std::size_t bytes{s.live_bytes}; bytes < s.heap_bytes; bytes += sizeof(object::long_integer)) { make_thrown(0); }
}

// An exception is in flight, another is thrown and caught below, then the first is looked at.
void throw_and_catch(room &r, std::uint32_t seed, int depth, bool overwrite) {
  try {
    descend(r, seed, depth, true);
    lost("thrown exception", seed);
  } catch(object::thrown_value const &outer) {
    room inner{};
    try {
      descend(inner, seed + 2, depth / 2, true);
    } catch(object::thrown_value const &thrown) {
      safepoint();
      if(overwrite) { overwrite_free_memory(); }
      if(!object::is_long(thrown.value) || object::as_long(thrown.value) != number_at(seed + 2, -1)) {
        lost("thrown value", seed + 2);
      }
    }
    safepoint();
    if(overwrite) { overwrite_free_memory(); }
    if(!object::is_long(outer.value) || object::as_long(outer.value) != number_at(seed, -1)) {
      lost("thrown value that waited", seed);
    }
  }
}

// ---- The program

struct options {
  bool every_safepoint{};
  double live_mb{50};
  double total_mb{4096};
  double bound_mb{0}; // 0: three times the live data, and 128
};

[[noreturn]] void wrong_usage(std::string_view argument) {
  std::fprintf(stderr,
               "memory stress: cannot use '%.*s'; known are --every-safepoint, --live MB, --total MB, --bound MB\n",
               static_cast<int>(argument.size()), argument.data());
  std::exit(64);
}

options parse(int count, char **arguments) {
  options o;
  for(int i{1}; i < count; ++i) {
    std::string_view const name{arguments[i]};
    if(name == "--every-safepoint") {
      o.every_safepoint = true;
      o.live_mb = 0.25;
      o.total_mb = 100;
      continue;
    }
    double *const target{name == "--live"    ? &o.live_mb
                         : name == "--total" ? &o.total_mb
                         : name == "--bound" ? &o.bound_mb
                                             : nullptr};
    char const *const value{i + 1 < count ? arguments[i + 1] : ""};
    char *end{};
    double const number{std::strtod(value, &end)};
    if(target == nullptr || end == value || *end != '\0' || number <= 0) { wrong_usage(name); }
    *target = number;
    ++i;
  }
  if(o.bound_mb == 0) { o.bound_mb = 3 * o.live_mb + 128; }
  return o;
}

constexpr double mb{1024.0 * 1024.0};
// Every how many rounds rooms are filled in an unusual way.
constexpr std::uint32_t deep_every{4};
constexpr std::uint32_t throwing_every{8};

double allocated_mb() { return static_cast<double>(memory::read_statistics().bytes_allocated) / mb; }

} // namespace

int main(int count, char **arguments) {
  options const o{parse(count, arguments)};
  memory::initialize();
  int const depth{o.every_safepoint ? 50 : 2000};
  auto const start{std::chrono::steady_clock::now()};

  std::vector<room, memory::allocator<room>> rooms;
  std::uint32_t seed{1};
  memory::collect_now();
  // Collected a few times on the way, to know how much of what was allocated is alive.
  for(double measured{allocated_mb()}; static_cast<double>(memory::read_statistics().live_bytes) < o.live_mb * mb;) {
    fill(rooms.emplace_back(), seed);
    seed += 2;
    if(allocated_mb() - measured > o.live_mb / 16) {
      memory::collect_now();
      measured = allocated_mb();
    }
  }

  if(o.every_safepoint) { memory::set_stress(1); }
  std::size_t high_water{};
  std::uint32_t random{1};
  for(std::uint32_t round{0}; allocated_mb() < o.total_mb; ++round, seed += 4) {
    random = mix(random, round);
    room &r{rooms[(random >> 1) % rooms.size()]};
    check(r);
    if(round % throwing_every == 0) {
      throw_and_catch(r, seed, depth, o.every_safepoint);
    } else if(round % deep_every == 0) {
      descend(r, seed, depth, false);
    } else {
      fill(r, seed);
    }
    high_water = std::max(high_water, memory::read_statistics().heap_bytes);
    if(static_cast<double>(high_water) > o.bound_mb * mb) {
      std::printf("memory stress: the heap has %.0f MB, the bound is %.0f\n", static_cast<double>(high_water) / mb,
                  o.bound_mb);
      return 2;
    }
  }
  memory::set_stress(0);
  std::ranges::for_each(rooms, check);

  memory::statistics const s{memory::read_statistics()};
  std::chrono::duration<double> const seconds{std::chrono::steady_clock::now() - start};
  std::printf("memory stress: %.0f MB allocated in %.1f s, %zu rooms, none lost; %llu collections, pause mean %.2f ms, "
              "longest %.2f ms; live %.1f MB, heap %.1f MB, high water %.1f MB\n",
              static_cast<double>(s.bytes_allocated) / mb, seconds.count(), rooms.size(),
              static_cast<unsigned long long>(s.collections), s.total_pause_ms / static_cast<double>(s.collections),
              s.longest_pause_ms, static_cast<double>(s.live_bytes) / mb, static_cast<double>(s.heap_bytes) / mb,
              static_cast<double>(high_water) / mb);
  return 0;
}
