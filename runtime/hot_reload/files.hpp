#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jank::hot_reload {

// Whole files through the host; throw an `error` of kind loader that names the file and the reason.
std::string read_text(std::string const &path);
std::vector<std::uint8_t> read_bytes(std::string const &path);
// The side module of a patch: read, or, for a C or C++ source file, compiled by the host.
std::vector<std::uint8_t> read_patch(std::string const &path);
void write_bytes(std::string const &path, std::vector<std::uint8_t> const &content);

} // namespace jank::hot_reload
