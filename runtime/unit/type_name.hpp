#pragma once

#include <string>
#include <typeinfo>

namespace jank::unit {

// The name of a C++ type as its programmer writes it; of null, "a foreign exception".
std::string readable_type_name(std::type_info const *t);

} // namespace jank::unit
