#pragma once

#include "object/object.hpp"

namespace jank::object {

// `=`: values, not identities. Numbers equal only those of their category (number.hpp); sequential collections are equal element by element; maps and
// sets by content. Metadata does not count.
bool equal(object_ref a, object_ref b);
// Consistent with `equal`. 32 bits; what objects cache of it is kept odd, so that the collector never takes it for an address.
std::uint32_t hash(object_ref v);
std::uint32_t hash_bytes(void const *bytes, std::size_t count);
std::uint32_t hash_bits(std::uint64_t bits);
std::uint32_t mix_hash(std::uint32_t seed, std::uint32_t h);
// `compare`: negative, zero, positive. nil comes first; numbers by value; strings, symbols, keywords by code points; booleans; characters;
// vectors by length, then element by element. Other pairs throw a type error naming both.
int compare(object_ref a, object_ref b);

} // namespace jank::object
