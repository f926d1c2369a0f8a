#pragma once

// What a client has still to be sent. It is bounded: who reads too slowly is disconnected, and costs the others nothing.

#include <cstddef>
#include <deque>

namespace jank::server {

constexpr std::size_t most_waiting_bytes{std::size_t{64} << 20};
constexpr std::size_t most_waiting_messages{10000};

template <typename M> class send_queue {
public:
  // False when that would be too much.
  bool push(M message, std::size_t size) {
    if(bytes + size > most_waiting_bytes && !messages.empty()) { return false; }
    if(messages.size() >= most_waiting_messages) { return false; }
    bytes += size;
    messages.push_back({std::move(message), size});
    return true;
  }
  bool empty() const { return messages.empty(); }
  // It stays where it is while it is sent.
  M const &front() const { return messages.front().message; }
  void pop() {
    bytes -= messages.front().size;
    messages.pop_front();
  }

private:
  struct item {
    M message;
    std::size_t size;
  };
  std::deque<item> messages;
  std::size_t bytes{};
};

} // namespace jank::server
