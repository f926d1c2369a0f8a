#pragma once

// Running code of a patch while it is loaded: a trap in it (unreachable, a wild address, an exhausted stack) must not end the image.

#include "object/object.hpp"

namespace jank::hot_reload {

// Calls the function in a table slot with one word and returns its word. A trap is thrown as an `error` of kind loader that says what
// `doing` was going on; exceptions of the code itself go on. Collection may happen.
object::word call_guarded(void *function, object::word argument, char const *doing);

// Undoes what a trap leaves behind: collection delays of frames that are gone. For who catches traps.
class trap_scope {
public:
  trap_scope();
  void clean_up() const;

private:
  std::int32_t delays_;
};

} // namespace jank::hot_reload
