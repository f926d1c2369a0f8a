#pragma once

// A message to the server about a request: keys as nREPL names them.

#include "object/object.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace jank::session {

class answer {
public:
  // With an empty session the key is left out.
  answer(std::string_view session, std::string_view request);
  // A message that answers nothing.
  explicit answer(std::string_view op);
  answer &text(std::string_view key, std::string_view value);
  answer &number(std::string_view key, std::int64_t value);
  answer &value(std::string_view key, object::object_ref value);
  answer &status(std::initializer_list<std::string_view> words);
  // `busy`: the thread goes on computing afterwards.
  void send(bool busy);

private:
  std::string &key(std::string_view name);
  std::string json_;
};

} // namespace jank::session
