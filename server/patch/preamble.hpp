#pragma once

#include <string>
#include <string_view>

namespace jank::server {

// The include lines at the beginning of a source, before anything else but comments, empty lines and `#pragma once`: what can be read
// before it. Empty when there are none.
std::string preamble_of(std::string_view source);

// The source with these lines empty, so that all others keep their numbers.
std::string without_preamble(std::string_view source);

} // namespace jank::server
