#include "catch2.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"

#include <immer/flex_vector.hpp>
#include <immer/heap/heap_policy.hpp>
#include <immer/lock/no_lock_policy.hpp>
#include <immer/map.hpp>
#include <immer/map_transient.hpp>
#include <immer/memory_policy.hpp>
#include <immer/refcount/no_refcount_policy.hpp>
#include <immer/set.hpp>
#include <immer/vector.hpp>
#include <immer/vector_transient.hpp>

using namespace jank;

// Containers of boxes in the collected heap, as the contract in heap.hpp allows them. Interior pointers would show up
// as a box whose number was overwritten: what is collected is allocated again at once.

namespace {

struct collected_heap {
  template <typename... Tags> static void *allocate(std::size_t bytes, Tags...) { return memory::allocate(bytes); }
  template <typename... Tags> static void deallocate(std::size_t, void *, Tags...) {}
};
using policy =
    immer::memory_policy<immer::heap_policy<collected_heap>, immer::no_refcount_policy, immer::no_lock_policy>;

struct box {
  int number;
};
box *make_box(int n) { return memory::make_atomic<box>(n); }

struct hash_box {
  std::size_t operator()(box const *b) const { return static_cast<std::size_t>(b->number) * 2654435761u; }
};
struct equal_boxes {
  bool operator()(box const *a, box const *b) const { return a->number == b->number; }
};
// Many keys share each hash, so that collision nodes are made as well.
struct poor_hash {
  std::size_t operator()(box const *b) const { return static_cast<std::size_t>(b->number / 8) * 2654435761u; }
};

using vector = immer::vector<box *, policy>;
using flex_vector = immer::flex_vector<box *, policy>;
using map = immer::map<box *, box *, hash_box, equal_boxes, policy>;
using set = immer::set<box *, poor_hash, equal_boxes, policy>;

constexpr int count{1'000'000};
constexpr int collections{100};

// Between two steps only the container in `root` is held.
template <typename Container, typename Step> void grow(memory::rooted<Container *> &root, Step step) {
  for(int i{0}; i < count; ++i) {
    root = memory::make<Container>(step(*root, i));
    if(i % (count / collections) == 0 || jank_safepoint_request != 0) { memory::collect_now(); }
  }
  memory::collect_now();
  // Whatever was lost is overwritten.
  for(int i{0}; i < count; ++i) {
    *static_cast<int *>(memory::allocate_atomic(8)) = -1;
    *static_cast<int *>(memory::allocate(8 + i % 32 * 8)) = -1;
  }
}

} // namespace

TEST_CASE("a vector of a million survives collections") {
  memory::rooted<vector *> root{memory::make<vector>()};
  grow(root, [](vector const &v, int i) { return v.push_back(make_box(i)); });
  int wrong{0};
  for(int i{0}; i < count; ++i) { wrong += (*root.get())[static_cast<std::size_t>(i)]->number != i; }
  CHECK(wrong == 0);
}

TEST_CASE("relaxed vectors, made by concatenating, taking and dropping, survive collections") {
  memory::rooted<flex_vector *> root{memory::make<flex_vector>()};
  for(int i{0}; i < 20'000; ++i) {
    flex_vector piece;
    for(int n{0}; n < i % 40; ++n) { piece = piece.push_back(make_box(n)); }
    root = memory::make<flex_vector>(i % 2 == 0 ? *root + piece : piece + *root);
    if(root->size() > 100'000) { root = memory::make<flex_vector>(root->drop(33'333).take(50'000)); }
    if(i % 100 == 0) { memory::collect_now(); }
  }
  memory::collect_now();
  for(int i{0}; i < count; ++i) { *static_cast<int *>(memory::allocate_atomic(8)) = -1; }
  int wrong{0};
  for(box const *const b : *root) { wrong += b->number < 0 || b->number >= 40; }
  CHECK(wrong == 0);
}

TEST_CASE("a map of a million survives collections") {
  memory::rooted<map *> root{memory::make<map>()};
  grow(root, [](map const &m, int i) { return m.set(make_box(i), make_box(-i)); });
  int wrong{0};
  for(int i{0}; i < count; ++i) {
    box key{i};
    box *const *const found{root->find(&key)};
    wrong += found == nullptr || (*found)->number != -i;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a set of a million with colliding hashes survives collections") {
  memory::rooted<set *> root{memory::make<set>()};
  grow(root, [](set const &s, int i) {
    return i % 4 == 3 ? s.insert(make_box(i)).erase(make_box(i - 1)) : s.insert(make_box(i));
  });
  int wrong{0};
  for(int i{0}; i < count; ++i) {
    box key{i};
    wrong += root->count(&key) != (i % 4 == 2 ? 0u : 1u);
  }
  CHECK(wrong == 0);
}

TEST_CASE("transients survive collections") {
  auto *const place{static_cast<immer::map_transient<box *, box *, hash_box, equal_boxes, policy> *>(
      memory::allocate_root(sizeof(immer::map_transient<box *, box *, hash_box, equal_boxes, policy>)))};
  ::new (place) immer::map_transient<box *, box *, hash_box, equal_boxes, policy>{map{}.transient()};
  for(int i{0}; i < count; ++i) {
    place->set(make_box(i), make_box(-i));
    if(i % (count / collections) == 0) { memory::collect_now(); }
  }
  memory::collect_now();
  int wrong{0};
  for(int i{0}; i < count; ++i) {
    box key{i};
    box *const *const found{place->find(&key)};
    wrong += found == nullptr || (*found)->number != -i;
  }
  CHECK(wrong == 0);
  memory::release_root(place);
}
