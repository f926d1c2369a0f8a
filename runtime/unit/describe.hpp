#pragma once

#include <exception>
#include <string>

namespace jank::unit {

// What an exception that jank code let through says to people.
std::string describe_exception(std::exception_ptr e);

} // namespace jank::unit
