#include "unit/cpp_type.hpp"

#include "catch2.hpp"

using jank::unit::is_cpp_type;

TEST_CASE("a C++ exception is what it is and what its standard bases are") {
  CHECK(is_cpp_type("std::range_error", "std::range_error"));
  CHECK(is_cpp_type("std::range_error", "std::runtime_error"));
  CHECK(is_cpp_type("std::range_error", "std::exception"));
  CHECK(!is_cpp_type("std::range_error", "std::logic_error"));
  CHECK(!is_cpp_type("std::runtime_error", "std::range_error"));
  CHECK(is_cpp_type("std::__2::system_error", "std::runtime_error"));
  CHECK(is_cpp_type("std::__2::ios_base::failure", "std::system_error"));
}

TEST_CASE("other types are known by their name alone") {
  CHECK(is_cpp_type("my::app::failure", "my::app::failure"));
  CHECK(is_cpp_type("my::app::failure", "std::exception"));
  CHECK(!is_cpp_type("my::app::failure", "std::runtime_error"));
  CHECK(!is_cpp_type("std::runtime_error", "my::app::failure"));
}
