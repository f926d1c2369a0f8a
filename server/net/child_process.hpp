#pragma once

// Programs that are run beside the server, which goes on in the meantime.

#include "net/asio.hpp"

namespace jank::server {

struct child_result {
  int status{};       // 128 and the signal when one ended it, 127 when it could not be started
  std::string output; // of both streams
};

// A program that runs. It is ended when the last holder lets go of it.
class child_process : public std::enable_shared_from_this<child_process> {
public:
  child_process(net::io_context &context) : ended{context}, output{context} {}
  ~child_process() { end(); }
  child_process(child_process const &) = delete;
  child_process &operator=(child_process const &) = delete;

  // The program is looked up on PATH. False when it cannot be started.
  bool start(std::vector<std::string> const &command) { return start(command, streams::kept, -1); }
  // Its input and its output are that socket.
  bool start_with(std::vector<std::string> const &command, int socket) {
    return start(command, streams::socket, socket);
  }
  // It writes where this process does, and reads nothing.
  bool start_beside(std::vector<std::string> const &command) { return start(command, streams::inherited, -1); }
  void end();
  bool runs() const { return pid > 0; }

  // Its end, with what it wrote.
  static net::awaitable<child_result> wait(std::shared_ptr<child_process> self);

private:
  enum class streams { kept, socket, inherited };
  bool start(std::vector<std::string> const &command, streams where, int socket);

  pid_t pid{};
  net::posix::stream_descriptor ended; // readable when it has ended
  net::posix::stream_descriptor output;
};

// Starts it and forgets about it: an editor. False when it cannot be started.
bool start_detached(std::vector<std::string> const &command);

} // namespace jank::server
