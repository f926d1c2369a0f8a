// Parts of hashes, for collections of the program's own: MurmurHash3's steps, as in object/hash.cpp.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"

namespace jank::ns {

namespace {

std::uint32_t bits_of(object_ref v, char const *function) {
  return static_cast<std::uint32_t>(expect_long(v, function));
}
object_ref as_int(std::uint32_t h) { return make_long(static_cast<std::int32_t>(h)); }

object_ref mix(object_ref, object_ref basis, object_ref count) {
  auto h{mix_hash(0, bits_of(basis, "mix-collection-hash"))};
  h ^= bits_of(count, "mix-collection-hash");
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return as_int(h ^ (h >> 16));
}

object_ref combine(object_ref, object_ref x, object_ref y) {
  auto const seed{bits_of(x, "hash-combine")};
  return as_int(seed ^ (hash(y) + 0x9e3779b9u + (seed << 6) + (seed >> 2)));
}

constexpr native rows[]{
    {"mix-collection-hash",
     "([hash-basis count])",
     "Mixes a number computed from the hashes of count elements to the hash code of a collection.",
     {mix}},
    {"hash-combine", "([x y])", "The hash code x mixed with that of y.", {combine}},
};

} // namespace

struct hash_table : rows_of_core<rows> {};
native_table hash_natives() { return table_of<hash_table>(); }

} // namespace jank::ns
