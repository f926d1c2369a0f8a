#pragma once

#include <string>
#include <string_view>

namespace jank::server {

// SHA-1 in 40 hexadecimal digits: names contents, protects nothing.
std::string content_hash(std::string_view bytes);

} // namespace jank::server
