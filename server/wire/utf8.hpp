#pragma once

#include <string>
#include <string_view>

namespace jank::server {

// The text, with U+FFFD in place of what is no UTF-8: JSON and WebSocket text frames carry nothing else.
std::string valid_utf8(std::string_view bytes);

} // namespace jank::server
