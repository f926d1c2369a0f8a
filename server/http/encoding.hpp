#pragma once

// Compression of what is served.

#include <string>
#include <string_view>

namespace jank::server {

enum class encoding { identity, gzip, brotli };

// The best one that an Accept-Encoding header allows.
encoding choose_encoding(std::string_view accepted);
std::string_view name_of(encoding e);

// Quickly rather than tightly: it is done anew whenever a build changes.
std::string compress(encoding e, std::string_view bytes);

} // namespace jank::server
