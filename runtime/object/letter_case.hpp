#pragma once

// Upper and lower case of text, by the Unicode Standard's default mapping (section 3.13), the same in every language.
//
// Characters that map to one other go by the C library's tables, which need no locale here; those that become several (ß: SS) are listed
// in letter_case.cpp. A capital sigma at the end of a word becomes the final small one. ASCII takes a short way.

#include <string>
#include <string_view>

namespace jank::object {

std::string to_upper(std::string_view utf8);
std::string to_lower(std::string_view utf8);

} // namespace jank::object
