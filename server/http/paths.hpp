#pragma once

// From the path of a URL to a file of a served folder, and to nothing else.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jank::server {

// Percent signs resolved; nothing for a broken one and for a zero byte.
std::optional<std::string> decode_url(std::string_view text);
// The value of a name in a query: "a=1&b=2".
std::optional<std::string> query_value(std::string_view query, std::string_view name);

// The regular file that `path`, relative and decoded, names below one of the folders, the first that has it. Nothing for a path that is
// absolute, has an empty part, "." or "..", a hidden part, or leaves the folder by a symbolic link.
std::optional<std::filesystem::path> find_below(std::vector<std::filesystem::path> const &folders,
                                                std::string_view path);

} // namespace jank::server
