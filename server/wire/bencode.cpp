#include "wire/bencode.hpp"

#include "wire/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace jank::server {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits of a length, the sign and the digits of an integer.
constexpr std::size_t longest_length{10};
constexpr std::size_t longest_integer{20};
constexpr std::size_t enough_read{std::size_t{1} << 16};

void write_string(std::string &out, std::string_view text) {
  out += std::to_string(text.size());
  out += ':';
  out += text;
}

void write(std::string &out, json::value const &value) {
  switch(value.kind()) {
  case json::kind::string: write_string(out, value.get_string()); break;
  case json::kind::int64: out += 'i' + std::to_string(value.get_int64()) + 'e'; break;
  case json::kind::uint64: out += 'i' + std::to_string(value.get_uint64()) + 'e'; break;
  case json::kind::bool_: out += value.get_bool() ? "i1e" : "i0e"; break;
  case json::kind::null: out += "le"; break;
  case json::kind::double_: write_string(out, json::serialize(value)); break;
  case json::kind::array:
    out += 'l';
    for(json::value const &v : value.get_array()) { write(out, v); }
    out += 'e';
    break;
  case json::kind::object: {
    std::vector<json::object::value_type const *> entries;
    for(auto const &entry : value.get_object()) { entries.push_back(&entry); }
    std::ranges::sort(entries, {}, [](auto const *entry) { return std::string_view{entry->key()}; });
    out += 'd';
    for(auto const *const entry : entries) {
      write_string(out, entry->key());
      write(out, entry->value());
    }
    out += 'e';
    break;
  }
  }
}

} // namespace

std::optional<json::object> bencode_reader::next() {
  while(true) {
    switch(advance()) {
    case step::starved: return {};
    case step::moved: break;
    case step::complete:
      // Many small messages may have come at once: what is read is given back now and then only.
      if(at > enough_read) {
        pending.erase(0, at);
        at = 0;
      }
      bytes = elements = 0;
      return std::move(message);
    }
  }
}

void bencode_reader::move_on(std::size_t count) {
  at += count;
  bytes += count;
  if(bytes > limits.bytes) { throw bencode_error{"a message of more than " + std::to_string(limits.bytes) + " bytes"}; }
}

bencode_reader::step bencode_reader::advance() {
  if(at == pending.size()) {
    pending.clear();
    at = 0;
    return step::starved;
  }
  char const c{pending[at]};
  if(levels.empty() && c != 'd') { throw bencode_error{"a message begins with 'd', this one does not"}; }
  if(is_digit(c)) { return take_string(); }
  switch(c) {
  case 'i': return take_integer();
  case 'l': open(json::array{}); return step::moved;
  case 'd': open(json::object{}); return step::moved;
  case 'e': return close();
  default: throw bencode_error{"a byte that begins no value"};
  }
}

bencode_reader::step bencode_reader::take_string() {
  std::string_view const text{rest()};
  std::size_t const colon{text.substr(0, longest_length + 1).find(':')};
  std::size_t length{};
  auto const [end, error]{std::from_chars(text.data(), text.data() + std::min(text.size(), longest_length), length)};
  std::size_t const digits{static_cast<std::size_t>(end - text.data())};
  if(colon == text.npos) {
    if(digits != text.size() || digits > longest_length) { throw bencode_error{"a length without ':'"}; }
    return step::starved;
  }
  if(error != std::errc{} || digits != colon) { throw bencode_error{"a length that is no number"}; }
  if(length > limits.bytes || bytes + length > limits.bytes) {
    throw bencode_error{"a message of more than " + std::to_string(limits.bytes) + " bytes"};
  }
  if(text.size() - colon - 1 < length) { return step::starved; }
  std::string value{valid_utf8(text.substr(colon + 1, length))};
  move_on(colon + 1 + length);
  return place(json::value(value));
}

bencode_reader::step bencode_reader::take_integer() {
  std::string_view const text{rest().substr(1)};
  std::int64_t number{};
  auto const [end, error]{std::from_chars(text.data(), text.data() + text.size(), number)};
  std::size_t const digits{static_cast<std::size_t>(end - text.data())};
  bool const unfinished{digits == text.size() || (error == std::errc::invalid_argument && text == "-")};
  if(unfinished && text.size() <= longest_integer) { return step::starved; }
  if(error != std::errc{} || digits == text.size() || text[digits] != 'e') {
    throw bencode_error{"an integer that is none of 64 bits"};
  }
  move_on(digits + 2);
  return place(json::value(number));
}

void bencode_reader::open(json::value container) {
  if(levels.size() >= limits.depth) {
    throw bencode_error{"a message nested deeper than " + std::to_string(limits.depth)};
  }
  if(!levels.empty() && levels.back().container.is_object() && !levels.back().key) {
    throw bencode_error{"a key that is no string"};
  }
  levels.push_back({std::move(container), {}});
  move_on(1);
}

bencode_reader::step bencode_reader::close() {
  if(levels.back().key) { throw bencode_error{"a key without value"}; }
  // Not with braces: to Boost.JSON they are a list.
  json::value closed(std::move(levels.back().container));
  levels.pop_back();
  move_on(1);
  if(levels.empty()) {
    message = std::move(closed.get_object());
    return step::complete;
  }
  return place(std::move(closed));
}

bencode_reader::step bencode_reader::place(json::value value) {
  if(++elements > limits.elements) {
    throw bencode_error{"a message of more than " + std::to_string(limits.elements) + " values"};
  }
  level &in{levels.back()};
  if(in.container.is_array()) {
    in.container.get_array().push_back(std::move(value));
  } else if(in.key) {
    in.container.get_object()[*in.key] = std::move(value);
    in.key.reset();
  } else {
    if(!value.is_string()) { throw bencode_error{"a key that is no string"}; }
    in.key = std::string{value.get_string()};
  }
  return step::moved;
}

std::string to_bencode(json::value const &value) {
  std::string out;
  write(out, value);
  return out;
}

} // namespace jank::server
