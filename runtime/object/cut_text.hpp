#pragma once

#include <cstddef>
#include <string_view>

namespace jank::object {

// As many bytes of UTF-8 as the limit has room for, without a part of a character.
std::string_view cut_text(std::string_view text, std::size_t limit);

} // namespace jank::object
