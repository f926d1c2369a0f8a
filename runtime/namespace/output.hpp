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
// Gives its text to `take` piece by piece, and calls it with an empty piece when it is flushed. `stream` tells writers apart. `patience`: how
// many bytes of a value may be printed before they must be there. `take` may throw to end printing.
constexpr std::uint32_t usual_patience{4096};
using take_text = void (*)(std::uint32_t stream, std::string_view piece);
object::object_ref make_streaming_writer(take_text take, std::uint32_t stream, std::uint32_t patience = usual_patience);
// A text writer for no more than that many bytes: what would be more is dropped, and an interruption (memory/interruption.hpp) thrown.
object::object_ref make_limited_writer(std::size_t most);
bool is_writer(object::object_ref v);
void write_to(object::object_ref writer, std::string_view text);
// Between the elements of a value that is printed to it: takes what there is of the text when it is enough. Text writers without a limit leave
// it until the end, so that they get all of a value or nothing.
bool takes_pieces(object::object_ref writer);
void write_piece(std::string &text, object::object_ref writer);
// Hands what a standard writer has buffered to the system.
void flush_writer(object::object_ref writer);
// What a text writer has collected; empty for others.
std::string_view text_of_writer(object::object_ref writer);
// Whether a limited writer has dropped something.
bool is_overfull(object::object_ref writer);

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

// Makes *out* the writer as long as it lives. They nest, with each other and with bindings. Only for locals.
class output_redirection {
public:
  explicit output_redirection(object::object_ref writer);
  ~output_redirection();
  output_redirection(output_redirection const &) = delete;
  output_redirection &operator=(output_redirection const &) = delete;

protected:
  object::object_ref writer_;

private:
  object::object_ref outer_;
};

// Makes it a text writer. One that is destroyed without `take` (an exception passes) drops its text.
class output_capture : output_redirection {
public:
  output_capture();
  std::string take();
};

} // namespace jank::ns
