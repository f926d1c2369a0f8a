#pragma once

#include <exception>
#include <string>

namespace jank::hot_reload {

// Tells of an error that stops nothing, on standard error: "warning: <what>: <the error>".
void report_error(std::string const &what, std::exception_ptr e);

} // namespace jank::hot_reload
