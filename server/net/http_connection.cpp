#include "net/connections.hpp"

#include "http/paths.hpp"

namespace jank::server {

namespace http = beast::http;
using request = http::request<http::string_body>;

namespace {

constexpr std::chrono::seconds patience{30};
constexpr char const *no_token{"the token is missing or wrong; open the address that the server prints"};
constexpr unsigned largest_header{16 << 10};

// A body that others hold too.
struct shared_body {
  using value_type = shared_bytes;
  static std::uint64_t size(value_type const &body) { return body ? body->size() : 0; }
  struct writer {
    using const_buffers_type = net::const_buffer;
    template <bool is_request, typename Fields>
    writer(http::header<is_request, Fields> const &, value_type const &body) : body{body} {}
    void init(error_code &error) { error = {}; }
    boost::optional<std::pair<const_buffers_type, bool>> get(error_code &error) {
      error = {};
      return {{body ? net::const_buffer{body->data(), body->size()} : net::const_buffer{}, false}};
    }
    value_type const &body;
  };
};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

net::awaitable<error_code> write_reply(beast::tcp_stream &stream, http_reply reply, request const &to, bool keep_alive,
                                       site const &served) {
  http::response<shared_body> response{static_cast<http::status>(reply.status), to.version()};
  served.add_common_headers(reply);
  for(auto const &[name, value] : reply.headers) { response.set(name, value); }
  response.keep_alive(keep_alive);
  // 204 and 304 have no body and no length; HEAD has the length that GET would have.
  if(reply.status != 204 && reply.status != 304) {
    response.content_length(reply.body ? reply.body->size() : 0);
    if(to.method() != http::verb::head) { response.body() = reply.body; }
  }
  stream.expires_after(patience);
  auto const [error, count]{co_await http::async_write(stream, response, awaited)};
  co_return error;
}

// Waits until the session has input, or will have none.
net::awaitable<std::optional<std::string>> next_input(std::string page, std::string session, service &s) {
  struct state {
    net::steady_timer woken;
    bool over{};
    std::optional<std::string> text;
  };
  auto const waiting{std::make_shared<state>(state{net::steady_timer{s.context}, false, {}})};
  waiting->woken.expires_at(std::chrono::steady_clock::time_point::max());
  s.way.wait_for_input(page, session, [waiting](std::optional<std::string> const &text) {
    waiting->over = true;
    waiting->text = text;
    waiting->woken.cancel();
  });
  if(!waiting->over) { co_await waiting->woken.async_wait(awaited); }
  co_return waiting->text;
}

// What a page asks for while its one thread waits.
net::awaitable<http_reply> answer_blocking(request const &asked, std::string_view path, std::string_view query,
                                           service &s) {
  if(!s.served.door.knows(query_value(query, "token").value_or(""))) { co_return plain_reply(403, no_token); }
  std::string const page{query_value(query, "page").value_or("")};
  bool const post{path == "/blocking/output"};
  if(asked.method() != (post ? http::verb::post : http::verb::get)) {
    http_reply reply{plain_reply(405, "this address takes another method")};
    reply.headers.emplace_back("Allow", post ? "POST" : "GET");
    co_return reply;
  }
  if(path == "/blocking/interrupt") { co_return plain_reply(200, s.way.interrupt_wanted(page) ? "1" : "0"); }
  if(path == "/blocking/stdin") {
    auto const text{co_await next_input(page, query_value(query, "session").value_or(""), s)};
    if(!text) { co_return http_reply{204, {}, {}}; }
    http_reply reply{plain_reply(200, "")};
    reply.body = std::make_shared<std::string const>(*text);
    co_return reply;
  }
  if(post) {
    std::optional<json::object> message{parse_object(asked.body())};
    if(!message) { co_return plain_reply(400, "the body is no JSON object"); }
    s.way.page_said(page, std::move(*message));
    co_return http_reply{204, {}, {}};
  }
  co_return plain_reply(404, "there is no such address");
}

net::awaitable<http_reply> answer_file(request const &asked, std::string_view path, std::string_view query,
                                       service &s) {
  // What a build is made of is nobody else's business.
  if(path.starts_with("/source/") && !s.served.door.knows(query_value(query, "token").value_or(""))) {
    co_return plain_reply(403, no_token);
  }
  if(asked.method() != http::verb::get && asked.method() != http::verb::head) {
    http_reply reply{plain_reply(405, "files are read with GET or HEAD")};
    reply.headers.emplace_back("Allow", "GET, HEAD");
    co_return reply;
  }
  http_request const r{view(asked.method_string()), path, query, view(asked[http::field::accept_encoding]),
                       view(asked[http::field::if_none_match])};
  std::optional<std::filesystem::path> const file{s.served.file_of(r)};
  if(!file) { co_return plain_reply(404, "there is no such file"); }
  if(s.served.has_ready(r, *file)) { co_return s.served.answer(r, *file); }
  // Others need not wait until it is compressed.
  co_return co_await net::co_spawn(
      s.workers, [&]() -> net::awaitable<http_reply> { co_return s.served.answer(r, *file); }, net::use_awaitable);
}

unsigned status_of(error_code const &error) {
  if(error == http::error::body_limit) { return 413; }
  if(error == http::error::header_limit) { return 431; }
  return 400;
}

} // namespace

net::awaitable<void> serve_http(tcp::socket socket, service &s) {
  be_prompt(socket);
  beast::tcp_stream stream{std::move(socket)};
  beast::flat_buffer buffer;
  for(bool keep_alive{true}; keep_alive;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(largest_header);
    parser.body_limit(largest_message);
    stream.expires_after(patience);
    auto const [error, count]{co_await http::async_read(stream, buffer, parser, awaited)};
    bool const malformed{error.category() == make_error_code(http::error::bad_method).category() &&
                         error != http::error::end_of_stream};
    if(error && !malformed) { break; }
    if(error) {
      co_await write_reply(stream, plain_reply(status_of(error), "the request is malformed: " + error.message()), {},
                           false, s.served);
      break;
    }
    request const asked{parser.release()};
    acknowledge_quickly(stream.socket());
    std::string_view const target{view(asked.target())};
    std::size_t const mark{std::min(target.find('?'), target.size())};
    std::string_view const path{target.substr(0, mark)};
    std::string_view const query{target.substr(std::min(mark + 1, target.size()))};
    std::string const refusal{s.served.door.refusal({view(asked[http::field::host]), view(asked[http::field::origin]),
                                                     view(asked["Sec-Fetch-Site"]), view(asked["Sec-Fetch-Mode"])})};
    http_reply reply;
    if(!refusal.empty()) {
      reply = plain_reply(403, refusal);
    } else if(path == "/repl" && beast::websocket::is_upgrade(asked)) {
      if(s.served.door.knows(query_value(query, "token").value_or(""))) {
        serve_web_socket(std::move(stream), asked, s);
        co_return;
      }
      reply = plain_reply(403, no_token);
    } else if(path == "/repl") {
      reply = plain_reply(426, "this address speaks WebSocket");
      reply.headers.emplace_back("Upgrade", "websocket");
    } else if(path.starts_with("/blocking/")) {
      stream.expires_never();
      reply = co_await answer_blocking(asked, path, query, s);
    } else {
      reply = co_await answer_file(asked, path, query, s);
    }
    keep_alive = asked.keep_alive();
    if(co_await write_reply(stream, std::move(reply), asked, keep_alive, s.served)) { break; }
  }
  error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

} // namespace jank::server
