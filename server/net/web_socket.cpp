#include "net/connections.hpp"

#include "net/send_queue.hpp"

namespace jank::server {

namespace websocket = beast::websocket;

namespace {

// A page, or an editor that speaks JSON: its first message tells.
class web_socket : public page_port, public editor_port, public std::enable_shared_from_this<web_socket> {
public:
  web_socket(beast::tcp_stream stream, service &s) : socket{std::move(stream)}, s{s} {}

  void send(frame const &f) override {
    if(closing) { return; }
    if(!queue.push(f, f.bytes->size())) {
      drop();
      return;
    }
    if(!writing) {
      writing = true;
      write_next();
    }
  }
  void send(json::object const &message) override { send(text_frame(message)); }
  // Later, as whoever calls it may be in the middle of something with this client.
  void drop() override {
    if(closing) { return; }
    closing = true;
    net::post(s.context, [self = shared_from_this()] { beast::get_lowest_layer(self->socket).close(); });
  }

  static net::awaitable<void> run(std::shared_ptr<web_socket> self,
                                  beast::http::request<beast::http::string_body> upgrade) {
    co_await self->serve(upgrade);
    self->leave();
  }

private:
  net::awaitable<void> serve(beast::http::request<beast::http::string_body> const &upgrade) {
    beast::get_lowest_layer(socket).expires_never();
    // Pings after half of the time; who answers none is gone.
    socket.set_option(websocket::stream_base::timeout{std::chrono::seconds{10}, std::chrono::seconds{30}, true});
    // The limit is ours: Beast's own ends the connection before the client has read why.
    socket.read_message_max(0);
    socket.auto_fragment(false);
    if(auto const [error]{co_await socket.async_accept(upgrade, awaited)}; error) { co_return; }
    beast::flat_buffer buffer;
    while(!closing) {
      do {
        auto const [error, count]{co_await socket.async_read_some(buffer, largest_piece, awaited)};
        if(error) { co_return; }
        if(buffer.size() > largest_message) {
          co_await socket.async_close(websocket::close_code::too_big, awaited);
          co_return;
        }
      } while(!socket.is_message_done());
      acknowledge_quickly(beast::get_lowest_layer(socket).socket());
      std::optional<json::object> message;
      if(socket.got_text()) {
        message = parse_object({static_cast<char const *>(buffer.data().data()), buffer.size()});
      }
      buffer.consume(buffer.size());
      // A long message must not cost its size for ever.
      if(buffer.capacity() > largest_kept_buffer) { buffer = {}; }
      if(!message) {
        auto const reason{socket.got_text() ? websocket::close_code::bad_payload : websocket::close_code::unknown_data};
        co_await socket.async_close(reason, awaited);
        co_return;
      }
      take(std::move(*message));
    }
  }

  void take(json::object message) {
    if(page.empty() && editor == 0) {
      if(text_or(message, "op", "") == "hello") {
        page = s.way.connect_page(*this, message);
        return;
      }
      editor = s.way.connect_editor(*this);
    }
    if(editor != 0) {
      s.way.editor_said(editor, std::move(message));
    } else {
      s.way.page_said(page, std::move(message));
    }
  }

  void leave() {
    closing = true;
    if(!page.empty()) { s.way.disconnect_page(page, *this); }
    if(editor != 0) { s.way.disconnect_editor(editor); }
    --s.open_connections;
  }

  void write_next() {
    frame const &f{queue.front()};
    socket.binary(f.binary);
    socket.async_write(net::buffer(*f.bytes), [self = shared_from_this()](error_code const &error, std::size_t) {
      // The reading side notices, and ends it.
      if(error || self->closing) { return; }
      self->queue.pop();
      if(self->queue.empty()) {
        self->writing = false;
      } else {
        self->write_next();
      }
    });
  }

  static constexpr std::size_t largest_kept_buffer{64 << 10};
  static constexpr std::size_t largest_piece{1 << 20};

  websocket::stream<beast::tcp_stream> socket;
  service &s;
  send_queue<frame> queue;
  bool writing{};
  bool closing{};
  std::string page;
  unsigned editor{};
};

} // namespace

void serve_web_socket(beast::tcp_stream stream, beast::http::request<beast::http::string_body> const &upgrade,
                      service &s) {
  ++s.open_connections;
  auto const made{std::make_shared<web_socket>(std::move(stream), s)};
  net::co_spawn(s.context, web_socket::run(made, upgrade), net::detached);
}

} // namespace jank::server
