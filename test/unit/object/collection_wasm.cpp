// What sequence functions hold survives collection while the functions they call run, and what they no longer
// hold does not. In wasm only: natively nothing is collected.

#include "memory/safepoint.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/lazy.hpp"
#include "object/list.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"

#include "values.hpp"

using namespace jank;
using namespace jank::object;
using namespace jank::object::test;

namespace {

// As emitted code does at the entry of a function.
void safepoint() {
  if(jank_safepoint_request != 0) { jank_safepoint(); }
}

struct stress {
  stress() { memory::set_stress(1); }
  ~stress() { memory::set_stress(0); }
};

// Takes the place of whatever was collected by mistake.
void overwrite_free_memory() {
  for(int i{}; i < 100; ++i) { make_vector({num(-1), num(-1), num(-1)}); }
}

// Adds the lengths of strings; collects at each step.
object_ref add_length() {
  return native([](object_ref sum, object_ref text) {
    memory::rooted<object_ref> const a{sum};
    memory::rooted<object_ref> const b{text};
    safepoint();
    overwrite_free_memory();
    object_ref const s{is_vector(b) ? nth(b, 1) : b.get()};
    return add(a, num(count(s)));
  });
}

object_ref text(std::int64_t i) { return str(std::string(static_cast<std::size_t>(i), 'x')); }

// (map f coll), by hand: what the body holds across calls is rooted.
template <typename F> object_ref lazy_map(F f, object_ref coll) {
  return make_lazy_seq(native([f, coll]() -> object_ref {
    memory::rooted<object_ref> const s{seq_rooted(coll)};
    safepoint();
    if(s.get().is_nil()) { return nil; }
    memory::rooted<object_ref> const element{f(first_rooted(s))};
    return make_cons(element, lazy_map(f, rest_rooted(s)));
  }));
}

object_ref texts_as_vector(std::int64_t n) {
  object_ref v{empty_vector()};
  for(std::int64_t i{}; i < n; ++i) { v = conj(v, text(i)); }
  return v;
}
object_ref texts_as_transient_vector(std::int64_t n) {
  object_ref t{transient(empty_vector())};
  for(std::int64_t i{}; i < n; ++i) { t = transient_conj(t, text(i)); }
  return persistent(t);
}
object_ref texts_as_map(std::int64_t n) {
  object_ref m{empty_map()};
  for(std::int64_t i{}; i < n; ++i) { m = assoc(m, text(i), text(i)); }
  return m;
}
object_ref texts_as_transient_map(std::int64_t n) {
  object_ref m{transient(empty_map())};
  for(std::int64_t i{}; i < n; ++i) { m = transient_assoc(m, text(i), text(i)); }
  return persistent(m);
}
object_ref texts_as_set(std::int64_t n) {
  object_ref s{empty_set()};
  for(std::int64_t i{}; i < n; ++i) { s = conj(s, text(i)); }
  return s;
}
object_ref texts_as_list(std::int64_t n) {
  object_ref l{empty_list()};
  for(std::int64_t i{}; i < n; ++i) { l = conj(l, text(i)); }
  return l;
}
object_ref texts_as_lazy_seq(std::int64_t n) {
  return lazy_map([](object_ref i) { return text(as_long(i)); }, make_long_range(0, n, 1));
}
object_ref texts_as_iterate(std::int64_t) {
  object_ref const longer{native([](object_ref s) {
    memory::rooted<object_ref> const kept{s};
    safepoint();
    return text(count(kept) + 1);
  })};
  return make_iterate(longer, text(0));
}
object_ref seq_of_vector(std::int64_t n) { return seq(texts_as_vector(n)); }
object_ref seq_of_map(std::int64_t n) { return seq(texts_as_map(n)); }
object_ref seq_of_set(std::int64_t n) { return seq(texts_as_set(n)); }

} // namespace

TEST_CASE("what is reduced survives collections while its function runs", "[collection]") {
  stress const every_safepoint;
  for(auto const make : {texts_as_vector, texts_as_transient_vector, texts_as_map, texts_as_transient_map, texts_as_set,
                         texts_as_list, texts_as_lazy_seq, seq_of_vector, seq_of_map, seq_of_set}) {
    for(std::int64_t const n : {5, 150}) {
      memory::rooted<object_ref> const f{add_length()};
      auto const before{memory::read_statistics().collections};
      CHECK(reduce_rooted(f, num(0), make(n)) == num(n * (n - 1) / 2));
      CHECK(memory::read_statistics().collections - before >= static_cast<std::uint64_t>(n));
    }
  }
}

TEST_CASE("walks over lazy seqs survive collections while they are realized", "[collection]") {
  stress const every_safepoint;
  for(std::int64_t const n : {5, 150}) {
    CHECK(count_rooted(texts_as_lazy_seq(n)) == n);
    CHECK(count(nth_rooted(texts_as_lazy_seq(n), n - 1)) == n - 1);
    CHECK(count(nth_rooted(texts_as_iterate(n), n)) == n);
    memory::rooted<object_ref> const kept{texts_as_lazy_seq(n)};
    memory::rooted<object_ref> s{seq_rooted(kept)};
    for(std::int64_t i{}; s.get().is_some(); ++i) {
      REQUIRE(count(first_rooted(s)) == i);
      s = next_rooted(s);
    }
    CHECK(count(nth(kept, n - 1)) == n - 1);
  }
}

TEST_CASE("a transient survives collections between its changes", "[collection]") {
  stress const every_safepoint;
  memory::rooted<object_ref> const v{transient(empty_vector())};
  memory::rooted<object_ref> const m{transient(empty_map())};
  memory::rooted<object_ref> const s{transient(empty_set())};
  constexpr std::int64_t n{200};
  for(std::int64_t i{}; i < n; ++i) {
    transient_conj(v, text(i));
    transient_assoc(m, text(i), text(i));
    transient_conj(s, text(i));
    safepoint();
    overwrite_free_memory();
  }
  memory::rooted<object_ref> const f{add_length()};
  CHECK(reduce_rooted(f, num(0), persistent(v)) == num(n * (n - 1) / 2));
  CHECK(reduce_rooted(f, num(0), persistent(m)) == num(n * (n - 1) / 2));
  CHECK(reduce_rooted(f, num(0), persistent(s)) == num(n * (n - 1) / 2));
}

TEST_CASE("a lazy seq that is reduced, counted or indexed is garbage behind the walk", "[collection]") {
  constexpr std::int64_t n{20'000};
  static bool head_is_gone;
  static bool gone_within_the_walk;
  // 1, 2, ... n; a collection when the walk is at n / 2 shows whether anything still holds the start.
  auto const numbers{[] {
    object_ref const head{lazy_map(
        [](object_ref i) {
          if(as_long(i) == n / 2) {
            memory::request_collection();
            safepoint();
            gone_within_the_walk = head_is_gone;
          }
          return add(i, num(1));
        },
        make_long_range(0, n, 1))};
    head_is_gone = gone_within_the_walk = false;
    memory::on_unreachable(head.as_heap(), [](void *, void *) { head_is_gone = true; }, nullptr);
    return head;
  }};
  memory::rooted<object_ref> const f{native([](object_ref a, object_ref b) { return add(a, b); })};
  SECTION("reduce") { CHECK(as_long(reduce_rooted(f, num(0), numbers())) == n * (n + 1) / 2); }
  SECTION("count") { CHECK(count_rooted(numbers()) == n); }
  SECTION("nth") { CHECK(nth_rooted(numbers(), n - 1) == num(n)); }
  CHECK(gone_within_the_walk);
}
