#pragma once

// Where text is read from: the reader that *in* holds. There is the one of standard input, which takes line after line as they are
// wanted, and such over a string.

#include "object/object.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace jank::ns {

// Values of the type jank.runtime.reader.
object::object_ref standard_input();
object::object_ref make_text_reader(std::string_view text);
// Asks `fetch` for more text when there is none left; empty: the input has ended.
using fetch_text = std::string (*)();
object::object_ref make_waiting_reader(fetch_text fetch);
bool is_reader(object::object_ref v);

// The text that is there and not read yet. Valid until more is taken from the reader.
std::string_view unread_text(object::object_ref reader);
// Of the first unread character; both count from 1.
struct input_place {
  std::uint32_t line;
  std::uint32_t column;
};
input_place place_of(object::object_ref reader);
// Takes `bytes` of the unread text.
void advance(object::object_ref reader, std::size_t bytes);
// Waits for another line of standard input, or for more text; false at the end of the input, and always for a string.
bool fetch_line(object::object_ref reader);

void define_input_vars(); // *in* of clojure.core
// What *in* holds. Throws when that is no reader.
object::object_ref current_input();

} // namespace jank::ns
