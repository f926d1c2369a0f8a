#pragma once

// Values to writers, as the vars *print-length* and its like want them and print-method has it.

#include "object/object.hpp"

#include <cstddef>

namespace jank::ns {

// As `pr` prints it to *out*, which stays what it is: what the program prints while a lazy value is realized goes there. A writer that takes
// pieces gets them while the value is printed. Throws what printing throws.
void print_to(object::object_ref writer, object::object_ref v);
// What `pr` prints, up to `most` bytes. Collection may happen.
object::object_ref print_str_within(object::object_ref v, std::size_t most);

} // namespace jank::ns
