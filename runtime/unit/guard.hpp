#pragma once

// Code whose faults become errors.
//
// A fault is what wasm itself cannot catch: a trap (unreachable code, a wild address, a call of the wrong type), the exhausted stack of the
// engine, and what JavaScript that the image calls throws. Only a frame of JavaScript can catch it, so guarded code runs below one. The
// body of every `try` is guarded (analyzer/try.cpp), and so is whatever the image starts: forms, timers, its program. A call costs about
// as much as ten calls of functions.
//
// A fault unwinds without destructors. What frames would have put back is put back here: the shadow stack, collection delays, bindings,
// exceptions in flight, and the words that `preserve` was told of. C++ memory that the frames owned is lost. So that the collector and
// the allocator are never interrupted halfway, they ask for room before they begin (memory/stack_room.hpp).
//
// The errors are of kind stack_overflow and trap (object/error.hpp); natively (unit tests) nothing is guarded.

#include "object/object.hpp"

namespace jank::unit {

// Calls f(context). Exceptions go on; faults are thrown as errors. Collection may happen.
void guarded(void (*f)(void *), void *context);
template <typename F> void guarded(F &&f) {
  guarded([](void *context) { (*static_cast<F *>(context))(); }, &f);
}

// Calls a function object without arguments.
object::object_ref call_guarded_rooted(object::object_ref f);

// `hook` is called before code is run that no other guarded code surrounds: no emitted code is running then. One at most; it must not throw.
void set_entry_hook(void (*hook)());

// `word` gets the value it had when the guarded code began, should that end with a fault. At most `most_preserved` words.
inline constexpr int most_preserved{8};
void preserve(std::uint32_t *word);

// The functions of the namespace jank.error; emitted code calls guarded.
void initialize_error_natives();

} // namespace jank::unit
