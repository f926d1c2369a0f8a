#include "session/answer.hpp"

#include "session/host.hpp"
#include "session/json.hpp"

namespace jank::session {

answer::answer(std::string_view session, std::string_view request) : json_{"{"} {
  text("id", request);
  if(!session.empty()) { text("session", session); }
}

answer::answer(std::string_view op) : json_{"{"} { text("op", op); }

std::string &answer::key(std::string_view name) {
  if(json_.size() > 1) { json_ += ','; }
  write_json_text(json_, name);
  json_ += ':';
  return json_;
}

answer &answer::text(std::string_view name, std::string_view value) {
  write_json_text(key(name), value);
  return *this;
}

answer &answer::number(std::string_view name, std::int64_t value) {
  key(name) += std::to_string(value);
  return *this;
}

answer &answer::value(std::string_view name, object::object_ref value) {
  write_json(key(name), value);
  return *this;
}

answer &answer::status(std::initializer_list<std::string_view> words) {
  key("status") += '[';
  char const *separator{""};
  for(std::string_view const word : words) {
    json_ += separator;
    write_json_text(json_, word);
    separator = ",";
  }
  json_ += ']';
  return *this;
}

void answer::send(bool busy) {
  json_ += '}';
  jank_session_send(json_.data(), json_.size(), busy ? 1 : 0);
}

} // namespace jank::session
