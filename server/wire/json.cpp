#include "wire/json.hpp"

#include <charconv>

namespace jank::server {

namespace {

template <typename F> bool any_status(json::object const &message, F const &wanted) {
  json::value const *const status{message.if_contains("status")};
  if(status == nullptr) { return false; }
  if(json::string const *const one{status->if_string()}) { return wanted(std::string_view{*one}); }
  if(json::array const *const all{status->if_array()}) {
    for(json::value const &s : *all) {
      if(json::string const *const one{s.if_string()}; one != nullptr && wanted(std::string_view{*one})) {
        return true;
      }
    }
  }
  return false;
}

} // namespace

std::optional<json::object> parse_object(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = deepest_message;
  // Not with braces: to Boost.JSON they may be a list.
  json::value parsed(json::parse({text.data(), text.size()}, error, {}, options));
  if(error || !parsed.is_object()) { return {}; }
  return std::move(parsed.get_object());
}

std::optional<std::string> text_at(json::object const &message, std::string_view key) {
  json::value const *const found{message.if_contains({key.data(), key.size()})};
  if(found == nullptr) { return {}; }
  if(json::string const *const text{found->if_string()}) { return std::string{text->data(), text->size()}; }
  if(found->is_int64()) { return std::to_string(found->get_int64()); }
  if(found->is_uint64()) { return std::to_string(found->get_uint64()); }
  return {};
}

std::string text_or(json::object const &message, std::string_view key, std::string_view otherwise) {
  return text_at(message, key).value_or(std::string{otherwise});
}

std::optional<std::int64_t> integer_at(json::object const &message, std::string_view key) {
  std::optional<std::string> const text{text_at(message, key)};
  if(!text) { return {}; }
  std::int64_t number{};
  auto const [end, error]{std::from_chars(text->data(), text->data() + text->size(), number)};
  if(error != std::errc{} || end != text->data() + text->size()) { return {}; }
  return number;
}

bool truth_at(json::object const &message, std::string_view key) {
  json::value const *const found{message.if_contains({key.data(), key.size()})};
  if(found == nullptr) { return false; }
  if(found->is_bool()) { return found->get_bool(); }
  std::string const text{text_or(message, key, "")};
  return text == "true" || text == "1";
}

bool has_status(json::object const &message, std::string_view status) {
  return any_status(message, [&](std::string_view s) { return s == status; });
}

bool failed(json::object const &message) {
  return any_status(message, [](std::string_view s) { return s == "interrupted" || s.find("error") != s.npos; });
}

} // namespace jank::server
