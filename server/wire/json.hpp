#pragma once

// Boost.JSON, and the few questions that messages are asked.

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace jank::server {

namespace json = boost::json;

// A message of more nesting than that is refused.
constexpr int deepest_message{64};

// The object that the text is, or nothing.
std::optional<json::object> parse_object(std::string_view text);

// The string under a key, or nothing; a number is taken for its digits, as some editors send them.
std::optional<std::string> text_at(json::object const &message, std::string_view key);
std::string text_or(json::object const &message, std::string_view key, std::string_view otherwise);
// The integer under a key, which may be written as a string.
std::optional<std::int64_t> integer_at(json::object const &message, std::string_view key);
// Whether it is true, or what stands for it in bencode.
bool truth_at(json::object const &message, std::string_view key);

// Statuses are a list of words, or one word.
bool has_status(json::object const &message, std::string_view status);
// Whether one of them says that something failed.
bool failed(json::object const &message);

} // namespace jank::server
