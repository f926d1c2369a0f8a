#pragma once

// Values as a request wants them printed: by the function it names, cut at its quota, in pieces as they are printed.

#include "object/object.hpp"

namespace jank::session {

struct request;

// Whether a key is given that is yes or no.
bool is_wanted(object::object_ref flag);

// Sends the value and the namespace: one message; with `nrepl.middleware.print/stream?` several, each with a piece of the value, then one
// with the namespace. A value that its quota cuts is told by the status `nrepl.middleware.print/truncated`. Throws what printing throws.
// Collection may happen.
void send_value(request const &r, object::object_ref value);

} // namespace jank::session
