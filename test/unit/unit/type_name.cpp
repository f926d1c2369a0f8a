// C++ types as their programmers write them.

#include "unit/type_name.hpp"

#include "catch2.hpp"

#include <stdexcept>
#include <vector>

using jank::unit::readable_type_name;

namespace test_types {
struct plain {};
struct outer {
  struct inner {};
};
} // namespace test_types
namespace {
struct hidden {};
} // namespace

TEST_CASE("classes, in namespaces and in each other") {
  CHECK(readable_type_name(&typeid(std::runtime_error)) == "std::runtime_error");
  CHECK(readable_type_name(&typeid(test_types::plain)) == "test_types::plain");
  CHECK(readable_type_name(&typeid(test_types::outer::inner)) == "test_types::outer::inner");
  CHECK(readable_type_name(&typeid(hidden)) == "(anonymous namespace)::hidden");
}

TEST_CASE("what C++ has of itself, and pointers") {
  CHECK(readable_type_name(&typeid(int)) == "int");
  CHECK(readable_type_name(&typeid(unsigned char)) == "unsigned char");
  CHECK(readable_type_name(&typeid(char const *)) == "char const*");
  CHECK(readable_type_name(&typeid(double **)) == "double**");
  CHECK(readable_type_name(&typeid(nullptr)) == "std::nullptr_t");
}

TEST_CASE("what is more complicated is left to the library") {
  CHECK(readable_type_name(&typeid(std::vector<int> *)).find("vector") != std::string::npos);
  CHECK(readable_type_name(nullptr) == "a foreign exception");
}
