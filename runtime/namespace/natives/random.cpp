// Random numbers: xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its state filled by
// splitmix64. It starts from the system's entropy; jank.random/seed! makes what follows repeatable.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

#include <bit>
#include <random>

namespace jank::ns {

namespace {

class generator {
public:
  explicit generator(std::uint64_t seed) { restart(seed); }

  void restart(std::uint64_t seed) {
    for(auto &word : state_) {
      seed += 0x9e3779b97f4a7c15u;
      auto z{seed};
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      word = z ^ (z >> 31);
    }
  }

  std::uint64_t next() {
    auto const result{std::rotl(state_[1] * 5, 7) * 9};
    auto const shifted{state_[1] << 17};
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // Uniform in [0, 1): the 53 bits a double holds.
  double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }

  // Uniform below `n`, n > 0: what would make the first numbers likelier is thrown away.
  std::uint64_t below(std::uint64_t n) {
    auto const surplus{(0 - n) % n};
    for(;;) {
      auto const r{next()};
      if(r >= surplus) { return r % n; }
    }
  }

private:
  std::uint64_t state_[4];
};

generator &shared() {
  static generator g{(std::uint64_t{std::random_device{}()} << 32) | std::random_device{}()};
  return g;
}

object_ref integer_below(object_ref, object_ref n) {
  // As the documented (int (rand n)): negative n count downwards, and 0 gives 0.
  auto const limit{to_long(n)};
  if(limit == 0) { return make_fixnum(0); }
  auto const magnitude{limit < 0 ? 0 - static_cast<std::uint64_t>(limit) : static_cast<std::uint64_t>(limit)};
  auto const r{static_cast<std::int64_t>(shared().below(magnitude))};
  return make_long(limit < 0 ? -r : r);
}

// Fisher and Yates.
object_ref shuffled(object_ref, object_ref coll) {
  if(!is_seqable(coll) || coll.is_nil()) { throw_wrong_argument("shuffle", "a collection", coll); }
  value_array items{to_array(coll)};
  for(auto i{items.size()}; i > 1; --i) { std::swap(items[i - 1], items[shared().below(i)]); }
  return make_vector(items.data(), items.size());
}

constexpr native rows[]{
    {"rand",
     "([] [n])",
     "A random double from 0 (inclusive) to n, which is 1 when left out (exclusive).",
     {+[](object_ref) { return make_double(shared().fraction()); },
      +[](object_ref, object_ref n) { return make_double(shared().fraction() * to_double(n)); }}},
    {"rand-int", "([n])", "A random integer from 0 (inclusive) to n (exclusive).", {integer_below}},
    {"shuffle", "([coll])", "A vector of the elements of coll in random order, each order equally likely.", {shuffled}},
    {"random-bits*", "([])", "64 random bits as a long.", {+[](object_ref) {
       return make_long(static_cast<std::int64_t>(shared().next()));
     }}},
};

constexpr native generator_rows[]{
    {"seed!",
     "([n])",
     "Makes what rand, rand-int, rand-nth, shuffle and random-sample return from now on repeatable: the same integer, "
     "the same numbers.",
     {+[](object_ref, object_ref seed) {
       shared().restart(static_cast<std::uint64_t>(expect_long(seed, "seed!")));
       return nil;
     }}},
};

} // namespace

struct generator_table : native_rows<generator_rows> {
  static constexpr char const *space{"jank.random"};
};
native_table generator_natives() { return table_of<generator_table>(); }
struct random_table : rows_of_core<rows> {};
native_table random_natives() { return table_of<random_table>(); }

} // namespace jank::ns
