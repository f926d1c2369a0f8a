#pragma once

// Whether somebody waits for a thrown value.

namespace jank::object {

// How many bodies of `try` are running whose handlers take any jank value (unit/guard.cpp counts). A value that is no error has its calls
// noted with the exception that carries it, and a handler sees the value alone: so nothing is noted while one waits.
extern int waiting_handlers;

} // namespace jank::object
