#include "unit/decode.hpp"

#include <string>

namespace jank::unit {

std::uint32_t decoder::count() {
  std::uint32_t n{};
  for(int shift{0}; shift < 35; shift += 7) {
    std::uint8_t const b{byte()};
    if(shift == 28 && b > 0x0f) { fail("a count has more than 32 bits"); }
    n |= static_cast<std::uint32_t>(b & 0x7f) << shift;
    if((b & 0x80) == 0) { return n; }
  }
  fail("a count has more than 32 bits");
}

std::int64_t decoder::integer() {
  std::uint64_t n{};
  for(int shift{0}; shift < 70; shift += 7) {
    std::uint8_t const b{byte()};
    if(shift == 63 && b != 0 && b != 0x7f) { fail("an integer has more than 64 bits"); }
    n |= static_cast<std::uint64_t>(b & 0x7f) << shift;
    if((b & 0x80) == 0) {
      if(shift < 57 && (b & 0x40) != 0) { n |= ~std::uint64_t{} << (shift + 7); }
      return static_cast<std::int64_t>(n);
    }
  }
  fail("an integer has more than 64 bits");
}

std::uint32_t decoder::count_of(std::size_t least) {
  std::uint32_t const n{count()};
  if(n > left() / least) { fail("a count is larger than what follows"); }
  return n;
}

void decoder::fail(std::string_view why) const {
  std::string message{subject_};
  message += " is damaged at byte " + std::to_string(at_) + ": ";
  message += why;
  object::throw_error(object::error_kind::loader, message);
}

} // namespace jank::unit
