#pragma once

// Who owns a trace (error.hpp): the calls that the engine noted are kept as long as somebody can ask for them. An error keeps its own until
// it is collected or the calls were looked up. A value that is no error has none once it was caught: of those that were thrown lately a
// thousand are kept, more than are ever in flight.

#include "object/error.hpp"

namespace jank::object {

// Who lets go of what a trace source has noted. Without one nothing is let go.
void set_trace_release(void (*release)(std::int32_t trace));

// The error owns the trace that it has got.
void own_trace(error *e);
// Gives it another one.
void replace_trace(error *e, std::int32_t trace);
// Its calls were looked up: `looked_up` stands for them from now on.
void settle_trace(error *e, object_ref looked_up);
// A value was thrown with this one.
void note_value_trace(std::int32_t trace);

} // namespace jank::object
