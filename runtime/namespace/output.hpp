#pragma once

// Where printing goes: everything jank code prints passes `write_out`, which gives it to the writer that *out* holds. There are the
// writers of standard output and standard error, and such that collect text; `binding` of *out* changes where output goes.

#include "object/object.hpp"

#include <string>
#include <string_view>

namespace jank::ns {

// Values of the type jank.runtime.writer.
object::object_ref standard_output();
object::object_ref standard_error();
object::object_ref make_text_writer();
// Gives its text to `take` piece by piece, and calls it with an empty piece when it is flushed. `stream` tells writers apart.
using take_text = void (*)(std::uint32_t stream, std::string_view piece);
object::object_ref make_streaming_writer(take_text take, std::uint32_t stream);
bool is_writer(object::object_ref v);
void write_to(object::object_ref writer, std::string_view text);
// Hands what a standard writer has buffered to the system.
void flush_writer(object::object_ref writer);
// What a text writer has collected; empty for others.
std::string_view text_of_writer(object::object_ref writer);

// The vars *out* and *err* of clojure.core, made by the first use of either.
void define_output_vars();
// What *out* holds. Throws when that is no writer.
object::object_ref current_output();

// Writes to what *err* holds, or to standard error when that is no writer.
void write_error(std::string_view text);
void write_out(std::string_view text);
void flush_out();

// From now on what would go to standard output goes to standard error: for programs that answer on the former.
void send_out_to_errors();
// Forgets captures whose frames are gone: a fault ended them. Only where *out* is not bound.
void drop_captures();

// Makes *out* a text writer as long as it lives. Captures nest, with each other and with bindings. One that is destroyed without `take` (an
// exception passes) drops its text. Only for locals.
class output_capture {
public:
  output_capture();
  ~output_capture();
  output_capture(output_capture const &) = delete;
  output_capture &operator=(output_capture const &) = delete;
  std::string take();

private:
  object::object_ref writer_;
  object::object_ref outer_;
};

} // namespace jank::ns
