#pragma once

// nREPL's sessions, as far as they are the server's: which page they talk to, what input waits for them. Their bindings are the page's.

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jank::server {

struct session {
  std::string page;  // the name of the page it was bound to; empty: whichever there is
  std::string ns;    // *ns* after its last request, as the page told it
  std::string input; // what `stdin` brought and nobody has read
  bool input_ended{};
};

class session_table {
public:
  // A new one, bound to the page that the old one is bound to. Its name is a random UUID.
  std::string clone(session const *from);
  // Null when there is none.
  session *find(std::string const &name);
  // Made when there is none: pages name their own sessions.
  session &get(std::string const &name) { return sessions[name]; }
  bool close(std::string const &name) { return sessions.erase(name) > 0; }
  std::vector<std::string> names() const;

private:
  std::map<std::string, session> sessions;
};

// A UUID of version 4, from the system's random numbers.
std::string random_uuid();
// 32 hexadecimal digits of them.
std::string random_token();

} // namespace jank::server
