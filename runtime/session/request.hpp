#pragma once

// A message that came in: an nREPL request, or one of the server's own (docs/reference/live-session.md).

#include "memory/heap.hpp"
#include "session/answer.hpp"

#include <string>

namespace jank::session {

// Only for locals: it holds a value.
struct request {
  memory::rooted<object::object_ref> message; // a map with keywords
  std::string op;                             // without the prefix cider/
  std::string id;
  std::string session;

  explicit request(std::string_view json);
  object::object_ref get(std::string_view key) const;
  std::string text(std::string_view key) const; // "" when it is not there or no string
  // Numbers come as strings from some editors.
  std::uint32_t number(std::string_view key, std::uint32_t otherwise) const;

  answer reply() const { return {session, id}; }
};

// Each answers in full, the last message with `done`. Collection may happen.
void evaluate(request const &r);  // eval
void load_text(request const &r); // load-file
void reload(request const &r);
// The operations that are written in jank (runtime/jank/session.jank). False when it has none of that name.
bool answer_in_jank(request const &r);

struct problem;
// What a failed request is answered with, save `done`; without the text when somebody has told it.
void report_problem(request const &r, problem const &p, bool told = false);
// The last message. `changes_before`: object::changes when the request began.
void finish(request const &r, std::uint32_t changes_before, bool interrupted = false, bool failed = false);

} // namespace jank::session
