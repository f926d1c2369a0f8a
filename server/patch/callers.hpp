#pragma once

// Who refers to a function, read from LLVM's assembly with debug information.

#include "patch/diagnostics.hpp"

namespace jank::server {

// The name as it stands in a source: "area(double)" for "_Z4aread".
std::string readable_name(std::string const &symbol);

// The first place that calls the symbol, or else the first function that mentions it; without line when neither is found.
diagnostic find_caller(std::string_view assembly, std::string const &symbol);

} // namespace jank::server
