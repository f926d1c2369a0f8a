#pragma once

// Which C++ exceptions a `catch` of a C++ type takes, by name: an exception that jank code has caught is a message and the name of its
// type. The bases of the standard library's exceptions are known; other types are caught by their own name, by std::exception, or
// by :default.

#include <string_view>

namespace jank::unit {

// "std::range_error" is a "std::runtime_error".
bool is_cpp_type(std::string_view thrown, std::string_view wanted);

} // namespace jank::unit
