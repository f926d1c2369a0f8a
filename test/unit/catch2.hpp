#pragma once

#include "../../cmake/standard_headers.hpp"

// Catch2 v3, as the host has it: installed, or as the two amalgamated files.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch_amalgamated.hpp>
#endif
