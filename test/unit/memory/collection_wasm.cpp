#include "catch2.hpp"
#include "chain.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <vector>

using namespace jank;
using namespace chains;

namespace {

constexpr int many{1000};

// Only static data leads to these.
link *in_bss;
link *in_data{reinterpret_cast<link *>(1)};

[[gnu::noinline]] void drop_chain() { make_chain(many); }
[[gnu::noinline]] void store_chain(link **place) { *place = make_chain(many); }

link *visited;
void visit(memory::mark_root mark) {
  mark(visited);
  mark(reinterpret_cast<void *>(4));
  mark(reinterpret_cast<char *>(visited) + 1);
}

} // namespace

TEST_CASE("what nothing leads to is collected") {
  collect();
  drop_chain();
  CHECK(collect() >= many - 1);
}

TEST_CASE("what static data leads to is kept, initialized or not") {
  store_chain(&in_bss);
  store_chain(&in_data);
  collect();
  CHECK(collect() == 0);
  CHECK(length(in_bss) == many);
  CHECK(length(in_data) == many);
  in_bss = nullptr;
  CHECK(collect() >= many - 1);
  in_data = nullptr;
  CHECK(collect() >= many - 1);
}

TEST_CASE("what a rooted local leads to is kept") {
  collect();
  {
    memory::rooted<link *> const root{make_chain(many)};
    CHECK(collect() == 0);
    CHECK(length(root) == many);
  }
  CHECK(collect() >= many - 1);
}

TEST_CASE("an added range is a root until it is removed") {
  collect();
  auto **const outside{static_cast<link **>(std::calloc(3, sizeof(link *)))};
  store_chain(&outside[1]);
  memory::add_root_range(outside, outside + 3);
  CHECK(collect() == 0);
  CHECK(length(outside[1]) == many);
  memory::remove_root_range(outside, outside + 3);
  CHECK(collect() >= many - 1);
  std::free(outside);
}

TEST_CASE("thousands of ranges can be added") {
  collect();
  constexpr int ranges{5000};
  auto **const outside{static_cast<link **>(std::calloc(2 * ranges, sizeof(link *)))};
  for(int i{0}; i < ranges; ++i) {
    outside[2 * i] = make_link(nullptr, i);
    memory::add_root_range(outside + 2 * i, outside + 2 * i + 1);
  }
  CHECK(collect() == 0);
  for(int i{0}; i < ranges; ++i) { memory::remove_root_range(outside + 2 * i, outside + 2 * i + 1); }
  CHECK(collect() >= ranges - 1);
  std::free(outside);
}

TEST_CASE("what a visitor marks is kept; words that are no object do no harm") {
  collect();
  memory::add_root_visitor(visit);
  memory::add_root_visitor(visit);
  auto *const hidden{static_cast<link **>(memory::allocate_atomic(sizeof(link *)))};
  store_chain(hidden);
  visited = *hidden;
  CHECK(collect() == 0);
  visited = nullptr;
  CHECK(collect() >= many - 1);
}

TEST_CASE("memory from allocate_root is a root until it is released") {
  collect();
  auto **const root{static_cast<link **>(memory::allocate_root(100 * sizeof(link *)))};
  store_chain(&root[99]);
  CHECK(collect() == 0);
  memory::release_root(root);
  CHECK(collect() >= many - 1);
}

TEST_CASE("a container with the heap's allocator keeps what its elements lead to") {
  collect();
  {
    std::vector<link *, memory::allocator<link *>> links;
    for(int i{0}; i < many; ++i) { links.push_back(make_link(nullptr, i)); }
    CHECK(collect() == 0);
  }
  CHECK(collect() >= many - 1);
}

TEST_CASE("atomic memory keeps nothing") {
  collect();
  memory::rooted<link **> const atomic{static_cast<link **>(memory::allocate_atomic(sizeof(link *)))};
  store_chain(atomic);
  CHECK(collect() >= many - 1);
}

TEST_CASE("only the start of an object keeps it") {
  collect();
  memory::rooted<char *> const inside{reinterpret_cast<char *>(make_chain(many)) + sizeof(link *)};
  CHECK(collect() >= many - 1);
}

TEST_CASE("memory that was collected comes zeroed again") {
  std::vector<bool> reused;
  for(int round{0}; round < 3; ++round) {
    for(std::size_t const size : {8, 16, 24, 64, 256, 300, 9000}) {
      for(int i{0}; i < 2000; ++i) {
        for(auto *const allocate : {memory::allocate, memory::allocate_atomic}) {
          auto *const bytes{static_cast<unsigned char *>(allocate(size))};
          REQUIRE(std::all_of(bytes, bytes + size, [](unsigned char c) { return c == 0; }));
          std::memset(bytes, 0xFF, size);
        }
      }
    }
    memory::collect_now();
  }
}

TEST_CASE("allocation asks for a collection and does not make one") {
  memory::collect_now();
  auto const collections{memory::read_statistics().collections};
  std::uint64_t allocated{0};
  while(jank_safepoint_request == 0 && allocated < std::uint64_t{1} << 30) {
    memory::allocate(1000);
    allocated += 1000;
  }
  CHECK(allocated >= 8'000'000);
  CHECK(allocated < 200'000'000);
  CHECK(memory::read_statistics().collections == collections);
  jank_safepoint();
  CHECK(memory::read_statistics().collections == collections + 1);
  CHECK(jank_safepoint_request == 0);
}

TEST_CASE("memory stays bounded however much is allocated") {
  memory::collect_now();
  auto const live{memory::read_statistics().live_bytes};
  for(int i{0}; i < 20'000'000; ++i) {
    memory::allocate(24);
    if(jank_safepoint_request != 0) { jank_safepoint(); }
  }
  CHECK(memory::read_statistics().heap_bytes < 3 * live + 100'000'000);
  CHECK(memory::read_statistics().live_bytes < live + 1'000'000);
}

TEST_CASE("stress collects at every n-th safepoint") {
  memory::set_stress(3);
  auto const before{memory::read_statistics().collections};
  for(int i{0}; i < 30; ++i) { jank_safepoint(); }
  CHECK(memory::read_statistics().collections == before + 10);
  memory::set_stress(0);
  memory::collect_now();
}

TEST_CASE("memory that cannot be had is std::bad_alloc, and the image goes on") {
  memory::collect_now();
  for(auto *const allocate : {memory::allocate, memory::allocate_atomic, memory::allocate_root}) {
    CHECK_THROWS_AS(allocate(std::numeric_limits<std::size_t>::max() / 2), std::bad_alloc);
  }
  CHECK(jank_safepoint_request != 0);
  jank_safepoint();
  CHECK(memory::make<int>(3) != nullptr);
}

namespace {

struct finalization {
  link *object;
  link *data;
  int runs;
};
finalization seen;

void see(void *object, void *data) {
  seen = {static_cast<link *>(object), static_cast<link *>(data), seen.runs + 1};
  for(int n{0}; n < 10'000; ++n) { memory::allocate(16); }
  if(jank_safepoint_request != 0) { jank_safepoint(); }
}

[[gnu::noinline]] void drop_objects_to_see() {
  for(int i{0}; i < 10; ++i) {
    memory::on_unreachable(memory::make<link>(nullptr, 7), see, memory::make<link>(nullptr, 9));
  }
}

// Containers whose ends are where their memory ends, in blocks of whole pages, and objects of such blocks between them.
std::array<std::vector<void *, memory::allocator<void *>>, 40> full_containers;

[[gnu::noinline]] void drop_objects_between_containers() {
  for(auto &c : full_containers) {
    c.assign(4096 / sizeof(void *), nullptr);
    memory::on_unreachable(memory::allocate(4096), see, memory::make<link>(nullptr, 9));
  }
}

int first_runs;
int second_runs;

[[gnu::noinline]] void drop_refinalized_objects() {
  for(int i{0}; i < 20; ++i) {
    auto *const object{memory::allocate(16)};
    memory::on_unreachable(object, [](void *, void *) { ++first_runs; }, nullptr);
    if(i < 10) {
      memory::on_unreachable(object, [](void *, void *) { ++second_runs; }, nullptr);
    } else {
      memory::on_unreachable(object, nullptr, nullptr);
    }
  }
}

} // namespace

TEST_CASE("a finalizer gets its object and its data, intact, and may allocate") {
  seen = {};
  drop_objects_to_see();
  collect();
  CHECK(seen.runs >= 9);
  REQUIRE(seen.object != nullptr);
  CHECK(seen.object->number == 7);
  CHECK(seen.data->number == 9);
  seen = {};
}

TEST_CASE("the end of a container does not keep the object that lies behind its memory") {
  seen = {};
  drop_objects_between_containers();
  collect();
  collect();
  CHECK(seen.runs >= 37);
  for(auto &c : full_containers) { c = {}; }
  seen = {};
}

TEST_CASE("a finalizer can be replaced and removed") {
  drop_refinalized_objects();
  collect();
  CHECK(first_runs == 0);
  CHECK(second_runs >= 9);
  CHECK(second_runs <= 10);
}
