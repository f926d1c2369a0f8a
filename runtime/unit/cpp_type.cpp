#include "unit/cpp_type.hpp"

#include <string>

namespace jank::unit {

namespace {

struct type_row {
  std::string_view name;
  std::string_view base;
};

// Without the std:: of both.
constexpr type_row standard_types[]{
    {"logic_error", "exception"},
    {"invalid_argument", "logic_error"},
    {"domain_error", "logic_error"},
    {"length_error", "logic_error"},
    {"out_of_range", "logic_error"},
    {"future_error", "logic_error"},
    {"runtime_error", "exception"},
    {"range_error", "runtime_error"},
    {"overflow_error", "runtime_error"},
    {"underflow_error", "runtime_error"},
    {"regex_error", "runtime_error"},
    {"system_error", "runtime_error"},
    {"ios_base::failure", "system_error"},
    {"filesystem::filesystem_error", "system_error"},
    {"bad_alloc", "exception"},
    {"bad_array_new_length", "bad_alloc"},
    {"bad_cast", "exception"},
    {"bad_any_cast", "bad_cast"},
    {"bad_typeid", "exception"},
    {"bad_exception", "exception"},
    {"bad_function_call", "exception"},
    {"bad_optional_access", "exception"},
    {"bad_variant_access", "exception"},
    {"bad_weak_ptr", "exception"},
};

constexpr std::string_view standard{"std::"};

// libc++ keeps most of its types in a namespace of its version: "std::__2::system_error".
std::string without_version(std::string_view name) {
  std::string plain{name};
  if(plain.starts_with("std::__")) {
    std::size_t const end{plain.find("::", standard.size())};
    if(end != std::string::npos) { plain.erase(standard.size(), end + 2 - standard.size()); }
  }
  return plain;
}

std::string_view base_of(std::string_view name) {
  for(type_row const &row : standard_types) {
    if(row.name == name) { return row.base; }
  }
  return {};
}

} // namespace

bool is_cpp_type(std::string_view thrown, std::string_view wanted) {
  std::string const name{without_version(thrown)};
  if(name == wanted || wanted == "std::exception") { return true; }
  if(!name.starts_with(standard) || !wanted.starts_with(standard)) { return false; }
  std::string_view const looked_for{wanted.substr(standard.size())};
  for(std::string_view n{std::string_view{name}.substr(standard.size())}; !n.empty(); n = base_of(n)) {
    if(n == looked_for) { return true; }
  }
  return false;
}

} // namespace jank::unit
