#include "object/data_literals.hpp"

#include "object/equality.hpp"
#include "object/print.hpp"
#include "values.hpp"

using namespace jank;
using namespace jank::object;
using namespace jank::object::test;

TEST_CASE("timestamps are read as RFC 3339 writes them, whole or shortened") {
  CHECK(parse_inst("1970") == 0);
  CHECK(parse_inst("1970-01-02") == 86'400'000);
  CHECK(parse_inst("1970-01-01T00:00:00.0019Z") == 1);
  CHECK(parse_inst("1970-01-01T01:00:00+01:00") == 0);
  CHECK(parse_inst("1969-12-31T23:30:00-00:30") == 0);
  CHECK(parse_inst("2000-02-29").has_value());
  CHECK(parse_inst("2016-12-31T23:59:60Z").has_value());
  for(std::string_view const wrong :
      {"", "197", "1970-1", "1970-00", "1970-13", "1900-02-29", "1970-01-01T24", "1970-01-01T00:60",
       "1970-01-01T00:00:60", "1970-01-01T00:00:00.", "1970Zx", "1970+1:00", "1970+24:00"}) {
    INFO(wrong);
    CHECK(!parse_inst(wrong));
  }
}

TEST_CASE("every day is written as it is read") {
  for(std::int64_t day{-719'528}; day < 2'932'896; day += 97) {
    std::int64_t const time{day * 86'400'000 + 45'296'789};
    CHECK(parse_inst(inst_text(time)) == time);
  }
}

TEST_CASE("UUIDs have 36 characters") {
  auto const halves{parse_uuid("0123abcd-4567-89AB-cdef-0123456789ab")};
  REQUIRE(halves);
  object_ref const u{make_uuid(halves->first, halves->second)};
  CHECK(to_readable(u) == "#uuid \"0123abcd-4567-89ab-cdef-0123456789ab\"");
  CHECK(equal(u, make_uuid(halves->first, halves->second)));
  CHECK(hash(u) == hash(make_uuid(halves->first, halves->second)));
  CHECK(!parse_uuid("0123abcd-4567-89AB-cdef-0123456789a"));
  CHECK(!parse_uuid("0123abcd-4567-89AB-cdef-0123456789ag"));
  CHECK(!parse_uuid("0123abcd04567-89AB-cdef-0123456789ab"));
}
