#pragma once

// Where printing goes: everything jank code prints passes `write_out`. It is appended to the innermost capture (`with-out-str`),
// or written to standard output when there is none.

#include <string>
#include <string_view>

namespace jank::ns {

void write_out(std::string_view text);
// Hands what standard output has buffered to the system. Nothing to do while output is captured.
void flush_out();

// From now on what would go to standard output goes to standard error: for programs that answer on the former.
void send_out_to_errors();
// Forgets captures whose frames are gone: a trap ended them.
void drop_captures();

// Captures nest. One that is destroyed without `take` (an exception passes) drops its text.
class output_capture {
public:
  output_capture();
  ~output_capture();
  output_capture(output_capture const &) = delete;
  output_capture &operator=(output_capture const &) = delete;
  std::string take();

private:
  friend void write_out(std::string_view text);
  friend void flush_out();
  output_capture *outer_;
  std::string text_;
};

} // namespace jank::ns
