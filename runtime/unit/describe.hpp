#pragma once

#include "object/object.hpp"

#include <exception>
#include <string>

namespace jank::unit {

// What an exception that jank code let through says to people: its message and data, the line of source and a caret where the file
// can be read, the calls, and its causes.
//
//   error: boom {:a 1}
//     3 |   (throw (ex-info "boom" {:a 1})))
//       |   ^
//       at user/ggg (app.jank:3:3)
//       at user/-main (app.jank:6:3)
//   caused by: ...
std::string describe_exception(std::exception_ptr e);

// The same of a value that was caught, without the first word.
std::string describe_value(object::object_ref thrown);

// The line of the file, when it can be read and has that many; without its end.
std::string source_line(std::string const &file, std::uint32_t number);

} // namespace jank::unit
