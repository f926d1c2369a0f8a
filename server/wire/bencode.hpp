#pragma once

// Bencode (BEP 3), which nREPL speaks over TCP, to and from the JSON that everything else here is in.

#include "wire/json.hpp"

#include <stdexcept>

namespace jank::server {

struct bencode_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a message may be at most; whoever sends more is no editor.
struct bencode_limits {
  std::size_t bytes{std::size_t{16} << 20};
  std::size_t elements{std::size_t{1} << 18};
  std::size_t depth{deepest_message};
};

// Takes bytes as they come and gives whole messages. No byte is looked at twice, however small the pieces are. After an error the rest of
// the stream means nothing.
class bencode_reader {
public:
  explicit bencode_reader(bencode_limits limits = {}) : limits{limits} {}

  void feed(std::string_view bytes) { pending.append(bytes); }
  // The next message, nothing while it is not complete. Throws bencode_error for what is no dictionary of bencode, or beyond the limits.
  std::optional<json::object> next();

private:
  struct level {
    json::value container;
    std::optional<std::string> key;
  };

  // What one step has found: more bytes are needed, a value began or ended, a message is complete.
  enum class step { starved, moved, complete };
  step advance();
  step take_string();
  step take_integer();
  void open(json::value container);
  step close();
  step place(json::value value);
  std::string_view rest() const { return std::string_view{pending}.substr(at); }
  void move_on(std::size_t bytes);

  bencode_limits limits;
  std::string pending;
  std::size_t at{};
  std::size_t bytes{};
  std::size_t elements{};
  std::vector<level> levels;
  json::object message;
};

// Keys are sorted, as the format asks. What bencode has no word for: true and false become 1 and 0, null an empty list, other
// numbers their text.
std::string to_bencode(json::value const &value);

} // namespace jank::server
