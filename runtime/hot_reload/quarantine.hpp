#pragma once

// Quarantine: when a function that the last generation bound fails in its first call from the event loop, the image can go back.
//
// While it is on, calls through the vars of a new generation go through a stub until the event loop has called them once: the stub is
// what the var is called through, never its value, and takes itself away. An entry of the event loop (a timer) that ends with an
// exception or a fault, while such a first call was running or after it has thrown, puts the generation into quarantine:
//
//   :off    nothing
//   :ask    the function given with the setting, or the host's Module.onQuarantine, is asked; when it says yes, as :auto
//   :auto   the generation is undone (history.hpp), and the entry is run once more: with the function before, if it was called itself.
//           What it has done until then is done twice.
//
// It is told on standard error, to the function and to the host; and the program goes on, also on Node, where an error in the event loop
// otherwise ends it.

#include "hot_reload/history.hpp"

#include <exception>

namespace jank::hot_reload {

enum class quarantine_mode : std::uint8_t { off, ask, automatic };
quarantine_mode current_quarantine_mode();
// `callback`: a function of the map that tells about it, or nil.
void set_quarantine(quarantine_mode mode, object::object_ref callback);

// A generation was made; the one on probation is other, or none.
void put_on_probation(generation const &g);
void end_probation();

// Around what the event loop calls.
void event_begins();
void event_ends();

struct event_outcome {
  bool goes_on{};             // the program does, whatever the host does with errors
  object::object_ref again{}; // what is to be called now, or nil
};
// In the place of event_ends: it failed with `e`, which was reported. `called` is what the event loop called. Collection may happen.
event_outcome event_failed(std::exception_ptr e, object::object_ref called);

} // namespace jank::hot_reload
