#include "memory/heap.hpp"

#include "catch2.hpp"

#include <algorithm>
#include <cstring>
#include <set>
#include <vector>

using namespace jank;

namespace {

bool is_zero(void const *memory, std::size_t bytes) {
  auto const *const begin{static_cast<unsigned char const *>(memory)};
  return std::all_of(begin, begin + bytes, [](unsigned char c) { return c == 0; });
}

constexpr std::size_t sizes[]{0,   1,   4,   7,   8,   9,    12,   16,   24,   32,
                              100, 248, 255, 256, 257, 1000, 8191, 8192, 8193, 100'000};

} // namespace

TEST_CASE("memory of every size comes zeroed and aligned to 8 bytes") {
  for(std::size_t const size : sizes) {
    for(auto *const allocate : {memory::allocate, memory::allocate_atomic, memory::allocate_root}) {
      void *const memory{allocate(size)};
      CAPTURE(size);
      CHECK(reinterpret_cast<std::uintptr_t>(memory) % 8 == 0);
      CHECK(is_zero(memory, size));
    }
  }
}

TEST_CASE("objects do not overlap") {
  std::vector<std::pair<unsigned char *, std::size_t>> objects;
  unsigned char mark{1};
  for(int round{0}; round < 20; ++round) {
    for(std::size_t const size : sizes) {
      auto *const object{
          static_cast<unsigned char *>(round % 2 == 0 ? memory::allocate(size) : memory::allocate_atomic(size))};
      std::memset(object, mark++, size);
      objects.emplace_back(object, size);
    }
  }
  mark = 1;
  for(auto const &[object, size] : objects) {
    CHECK(std::all_of(object, object + size, [=](unsigned char c) { return c == mark; }));
    ++mark;
  }
}

TEST_CASE("make constructs an object from its fields") {
  struct pair {
    int first;
    double second;
  };
  auto const *const scanned{memory::make<pair>(3, 1.5)};
  CHECK(scanned->first == 3);
  CHECK(scanned->second == 1.5);
  auto const *const atomic{memory::make_atomic<pair>(4, 2.5)};
  CHECK(atomic->first == 4);
  CHECK(atomic->second == 2.5);
}

TEST_CASE("standard containers can hold values") {
  std::set<int, std::less<>, memory::allocator<int>> numbers;
  std::vector<int, memory::allocator<int>> list;
  for(int i{0}; i < 1000; ++i) {
    numbers.insert(i * 7919 % 1000);
    list.push_back(i);
  }
  CHECK(numbers.size() == 1000);
  CHECK(std::ranges::equal(numbers, list));
}

TEST_CASE("a rooted local reads as the value it holds") {
  int a{1};
  int b{2};
  memory::rooted<int *> root;
  CHECK(root.get() == nullptr);
  root = &a;
  CHECK(*root.get() == 1);
  root = &b;
  CHECK(root == &b);
}

TEST_CASE("what was allocated is counted") {
  auto const before{memory::read_statistics().bytes_allocated};
  memory::allocate(100'000);
  CHECK(memory::read_statistics().bytes_allocated >= before + 100'000);
}
