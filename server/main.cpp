// jank_server: the server of the live session. bin/jank-dev starts it.

#include "live.hpp"
#include "net/listener.hpp"

#include <csignal>
#include <iostream>

int main(int count, char **arguments) {
  using namespace jank::server;
  int status{};
  std::optional<options> given{read_options(count, arguments, status)};
  if(!given) { return status; }
  std::signal(SIGPIPE, SIG_IGN);
  raise_descriptor_limit();
  try {
    net::io_context context{1};
    live session{context, std::move(*given)};
    // Before anybody learns that it runs.
    net::signal_set signals{context, SIGINT, SIGTERM, SIGHUP};
    signals.async_wait([&](error_code const &error, int signal) {
      if(error) { return; }
      status = 128 + signal;
      session.stop();
      context.stop();
    });
    if(!session.start()) { return 1; }
    context.run();
  } catch(std::exception const &e) {
    std::cerr << "jank_server: " << e.what() << "\n";
    return 1;
  }
  return status;
}
