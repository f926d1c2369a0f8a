#pragma once

// What went wrong with a request, in the parts that editors and pages want.

#include "memory/heap.hpp"
#include "reader/source.hpp"
#include "unit/trace.hpp"

#include <exception>
#include <string>
#include <vector>

namespace jank::session {

class answer;

// Only for locals: it holds a value.
struct problem {
  memory::rooted<object::object_ref> thrown; // what *e is to hold
  bool interrupted{};
  std::string message;   // one line
  std::string text;      // for people, whole: position, the line and a caret, the calls, the causes
  std::string kind;      // "jank.error/arithmetic", or the type of a thrown value
  std::string root_kind; // of the innermost cause
  std::string file;      // where it is known
  std::uint32_t line{};
  std::uint32_t column{};
  std::string source; // the line
  std::vector<unit::frame> calls;
};

// Fills `p`. `source` is what was being evaluated. Never throws.
void examine(problem &p, std::exception_ptr e, reader::source_text const &source);

// The keys that a failed request is answered with, and those of a report: message, file, line, column, source, trace.
void put_place(answer &to, problem const &p);

// Tells the server and the page of an error that no request is to blame for: of a timer, say.
void report(std::exception_ptr e);

} // namespace jank::session
