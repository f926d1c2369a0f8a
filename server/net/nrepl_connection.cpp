#include "net/connections.hpp"

#include "net/send_queue.hpp"
#include "wire/bencode.hpp"

namespace jank::server {

namespace {

// An editor that speaks bencode.
class nrepl_connection : public editor_port, public std::enable_shared_from_this<nrepl_connection> {
public:
  nrepl_connection(tcp::socket socket, service &s) : socket{std::move(socket)}, s{s} {}

  void send(json::object const &message) override {
    if(closing) { return; }
    std::string text{to_bencode(message)};
    std::size_t const size{text.size()};
    if(!queue.push(std::move(text), size)) {
      closing = true;
      net::post(s.context, [self = shared_from_this()] { self->close(); });
      return;
    }
    if(!writing) {
      writing = true;
      write_next();
    }
  }

  static net::awaitable<void> run(std::shared_ptr<nrepl_connection> self) {
    be_prompt(self->socket);
    self->editor = self->s.way.connect_editor(*self);
    co_await self->serve();
    self->closing = true;
    self->s.way.disconnect_editor(self->editor);
    self->close();
    --self->s.open_connections;
  }

private:
  net::awaitable<void> serve() {
    bencode_reader reader;
    std::vector<char> bytes(std::size_t{64} << 10);
    while(!closing) {
      auto const [error, count]{co_await socket.async_read_some(net::buffer(bytes), awaited)};
      if(error) { co_return; }
      acknowledge_quickly(socket);
      reader.feed({bytes.data(), count});
      std::string refusal;
      try {
        while(auto message{reader.next()}) { s.way.editor_said(editor, std::move(*message)); }
      } catch(bencode_error const &e) { refusal = e.what(); }
      if(!refusal.empty()) {
        std::string const last{to_bencode(json::object{{"err", "this is no nREPL message: " + refusal + "\n"},
                                                       {"status", {"error", "malformed-message", "done"}}})};
        if(!writing) { co_await net::async_write(socket, net::buffer(last), awaited); }
        co_return;
      }
    }
  }

  void close() {
    error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
  }

  void write_next() {
    net::async_write(socket, net::buffer(queue.front()),
                     [self = shared_from_this()](error_code const &error, std::size_t) {
                       if(error || self->closing) { return; }
                       self->queue.pop();
                       if(self->queue.empty()) {
                         self->writing = false;
                       } else {
                         self->write_next();
                       }
                     });
  }

  tcp::socket socket;
  service &s;
  send_queue<std::string> queue;
  bool writing{};
  bool closing{};
  unsigned editor{};
};

} // namespace

void serve_nrepl(tcp::socket socket, service &s) {
  ++s.open_connections;
  auto const made{std::make_shared<nrepl_connection>(std::move(socket), s)};
  net::co_spawn(s.context, nrepl_connection::run(made), net::detached);
}

} // namespace jank::server
