#pragma once

// Which top-level form an error came out of.
//
// The innermost text that a load was reading when it failed notes its form; texts around it, which fail for the same reason, do not.

#include "reader/source.hpp"

#include <exception>
#include <string>

namespace jank::hot_reload {

// A load begins that is part of no other.
void forget_failed_form();
// In a handler: the exception that is being handled left the form at this place.
void note_failed_form(std::string const &source, reader::position at);
// "file:line:column" of the form that the exception came out of; "" when it came out of none.
std::string failed_form_of(std::exception_ptr e);

} // namespace jank::hot_reload
