#pragma once

// Throwing an exception again that is held by a pointer, so that nothing of it is left behind.
//
// std::rethrow_exception of emscripten's libc++abi throws the exception itself and leaves behind the one that depends on it (80 bytes), and,
// inside a handler of the same exception, a reference, so that it is never destroyed: what it holds, a jank value, stays alive.

#include <exception>

namespace jank::unit {

[[noreturn]] void rethrow(std::exception_ptr const &e);

} // namespace jank::unit
