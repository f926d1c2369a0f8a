#pragma once

// What differs between images with and without the compiler (describe_hot.cpp, describe_normal.cpp).

#include "object/object.hpp"

#include <exception>
#include <string>

namespace jank::host {

// What an uncaught exception says to people, in full.
std::string describe(std::exception_ptr e);
void initialize_image_natives();
// Around what the event loop calls; one of the two last ends it. After a failure, which was printed: does the program go on whatever the host
// does with errors, and what is to be called now, or nil?
struct event_result {
  bool goes_on{};
  object::object_ref again{};
};
void begin_event();
void end_event();
event_result event_failed(std::exception_ptr e, object::object_ref called);
// Whether this image can be changed while it runs.
bool is_hot();

} // namespace jank::host
