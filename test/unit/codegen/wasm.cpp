#include "codegen/wasm.hpp"

#include "catch2.hpp"
#include "unit/decode.hpp"

#include <limits>

using namespace jank;
using codegen::bytes;

namespace {

bytes unsigned_leb(std::uint64_t n) {
  bytes out;
  codegen::put_unsigned(out, n);
  return out;
}

bytes signed_leb(std::int64_t n) {
  bytes out;
  codegen::put_signed(out, n);
  return out;
}

bytes padded(std::int32_t n) {
  bytes out;
  codegen::put_padded_signed(out, n);
  return out;
}

} // namespace

TEST_CASE("unsigned LEB128 takes seven bits a byte, lowest first") {
  CHECK(unsigned_leb(0) == bytes{0});
  CHECK(unsigned_leb(127) == bytes{0x7f});
  CHECK(unsigned_leb(128) == bytes{0x80, 0x01});
  CHECK(unsigned_leb(624485) == bytes{0xe5, 0x8e, 0x26});
  CHECK(unsigned_leb(~std::uint64_t{}).size() == 10);
}

TEST_CASE("signed LEB128 ends where the sign is plain") {
  CHECK(signed_leb(0) == bytes{0});
  CHECK(signed_leb(-1) == bytes{0x7f});
  CHECK(signed_leb(63) == bytes{0x3f});
  CHECK(signed_leb(64) == bytes{0xc0, 0x00});
  CHECK(signed_leb(-64) == bytes{0x40});
  CHECK(signed_leb(-65) == bytes{0xbf, 0x7f});
  CHECK(signed_leb(-123456) == bytes{0xc0, 0xbb, 0x78});
}

TEST_CASE("what is written is read again") {
  for(std::int64_t const n : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 30, -(std::int64_t{1} << 31),
                              std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    bytes const b{signed_leb(n)};
    unit::decoder in{b};
    CHECK(in.integer() == n);
    CHECK(in.left() == 0);
  }
  for(std::uint32_t const n : {0u, 1u, 127u, 128u, 1u << 31, ~0u}) {
    bytes const b{unsigned_leb(n)};
    unit::decoder in{b};
    CHECK(in.count() == n);
    CHECK(in.left() == 0);
  }
}

TEST_CASE("padded numbers take five bytes, whatever they are") {
  CHECK(padded(0) == bytes{0x80, 0x80, 0x80, 0x80, 0x00});
  CHECK(padded(-1) == bytes{0xff, 0xff, 0xff, 0xff, 0x7f});
  for(std::int32_t const n :
      {0, 1, -1, 1 << 20, std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::min()}) {
    bytes const b{padded(n)};
    REQUIRE(b.size() == 5);
    unit::decoder in{b};
    CHECK(in.integer() == n);
  }
  bytes out;
  codegen::put_padded_unsigned(out, ~0u);
  CHECK(out == bytes{0xff, 0xff, 0xff, 0xff, 0x0f});
}
