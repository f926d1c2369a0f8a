#pragma once

// How often what names mean was changed: roots and metadata of vars, mappings and aliases of namespaces, methods, what protocols are
// extended to. Whoever sees the same count twice has seen the same program.

#include <cstdint>

namespace jank::object {

inline std::uint32_t changes{};

} // namespace jank::object
