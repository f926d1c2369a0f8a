#pragma once

#include <string>
#include <string_view>

namespace jank::server {

// A script of client/ without what only its readers need: blanks at the beginning of a line, and lines that are comments. Every line keeps its
// number. A text in backquotes that goes over several lines must not mind.
std::string without_layout(std::string_view script);

} // namespace jank::server
