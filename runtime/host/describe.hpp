#pragma once

// What differs between images with and without the compiler (describe_hot.cpp, describe_normal.cpp).

#include <exception>
#include <string>

namespace jank::host {

// What an uncaught exception says to people, in full.
std::string describe(std::exception_ptr e);
void initialize_image_natives();
// Whether this image can be changed while it runs.
bool is_hot();

} // namespace jank::host
