#pragma once

// The sessions of a page: what each has of its own, as a REPL keeps it. They come into being when their name is first seen; beginning and
// ending them is the server's business.

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"

#include <string>
#include <string_view>

namespace jank::session {

using object::object_ref;

struct session {
  std::string name;
  std::string request;     // id of the last one, which output belongs to
  object_ref bindings;     // map of var to value: *ns*, *1, *print-length* ...
  object_ref writers[2]{}; // *out*, *err*
  std::string unsent[2]{}; // what was printed and not sent
  double unsent_since{};   // ms
};

// By name; "" is the session of requests without one. It stays where it is.
session &session_named(std::string_view name);
void end_session(std::string_view name);
// The session of that name begins with what the other one has.
void clone_session(std::string_view from, std::string_view name);
// Moves the session to the namespace; false when there is none of that name.
bool move_session(session &s, std::string_view ns);
// The name of the namespace that it is in.
std::string namespace_of(session const &s);
// Whose request is running, or null.
session *running_session();

// Binds what the session has, with *out*, *err* and *in*, as long as it lives.
class session_scope {
public:
  // `ns`: the namespace for this request alone; null: the session's own.
  session_scope(session &of, ns::name_space *ns, std::string_view file);
  ~session_scope();
  session_scope(session_scope const &) = delete;
  session_scope &operator=(session_scope const &) = delete;
  // Notes what the bound vars hold now: what set! and in-ns did stays.
  void keep();
  // *1 to *3, and *e.
  void remember(object_ref value);
  void remember_error(object_ref thrown);

private:
  session &of_;
  session *before_;
  bool own_namespace_;
  std::size_t depth_;
};

// Sends what was printed, if anything. `busy`: more is being evaluated.
void flush_output(session &s, bool busy);
// The same for all sessions, of what has waited longer than a moment: for code that prints and then computes.
void flush_waiting_output();

} // namespace jank::session
