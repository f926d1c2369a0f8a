#include "net/child_process.hpp"
#include "net/tool_runner.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

// One jank_patch_compiler, as long as it lives.
class resident_runner : public tool_runner {
public:
  resident_runner(net::io_context &context, patch_tools tools, std::string program,
                  std::unique_ptr<tool_runner> otherwise, std::function<void(std::string const &)> tell)
      : context{context}, tools{std::move(tools)}, program{std::move(program)}, otherwise{std::move(otherwise)},
        tell{std::move(tell)}, connection{context} {
    start();
  }

  net::awaitable<outcome> run(std::vector<command> steps, stopper stop) override {
    std::optional<outcome> const done{co_await ask(json::object{{"steps", to_json(steps)}}, stop)};
    if(done) { co_return *done; }
    co_return co_await otherwise->run(std::move(steps), std::move(stop));
  }

  net::awaitable<outcome> prepare(headers includes) override {
    std::optional<outcome> const done{co_await ask(
        json::object{{"headers", includes.key},
                     {"command", json::value_from(headers_command(tools, includes.c, includes.file, includes.folder))},
                     {"file", includes.file.string()}},
        std::make_shared<std::function<void()>>())};
    if(done) { co_return *done; }
    co_return co_await otherwise->prepare(std::move(includes));
  }

  void forget(std::string const &key) override {
    if(usable) { send(json::object{{"forget", key}}); }
    otherwise->forget(key);
  }

  net::awaitable<outcome> compile(compilation c, stopper stop) override {
    if(c.includes.key.empty()) { co_return co_await otherwise->compile(std::move(c), std::move(stop)); }
    json::object const request{{"with", c.includes.key},
                               {"source", c.source.string()},
                               {"object", c.object.string()},
                               {"steps", to_json(c.steps)}};
    std::optional<outcome> done{co_await ask(request, stop)};
    if(done && done->unknown) {
      // Whoever had the headers has ended.
      if((co_await prepare(c.includes)).status == 0) { done = co_await ask(request, stop); }
    }
    if(done && !done->unknown) { co_return *done; }
    co_return co_await otherwise->compile(std::move(c), std::move(stop));
  }

private:
  struct call {
    net::steady_timer answered;
    outcome result;
    bool over{};
    bool lost{};
    explicit call(net::io_context &context) : answered{context, std::chrono::steady_clock::time_point::max()} {}
  };

  static json::array to_json(std::vector<command> const &steps) {
    json::array lists;
    for(command const &step : steps) { lists.push_back(json::value_from(step)); }
    return lists;
  }

  // The answer to a request; nothing when the process has ended under it: what it was to do may be done again.
  net::awaitable<std::optional<outcome>> ask(json::object request, stopper stop) {
    if(!usable) { co_return std::nullopt; }
    unsigned const id{++asked};
    request["id"] = id;
    auto const c{std::make_shared<call>(context)};
    calls[id] = c;
    send(request);
    *stop = [this, id] { send(json::object{{"cancel", id}}); };
    if(!c->over) { co_await c->answered.async_wait(awaited); }
    *stop = {};
    calls.erase(id);
    if(c->lost) { co_return std::nullopt; }
    co_return c->result;
  }

  void start() {
    int ends[2];
    if(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) { return; }
    process = std::make_shared<child_process>(context);
    usable = process->start_with({program}, ends[1]);
    close(ends[1]);
    if(!usable) {
      close(ends[0]);
      return;
    }
    connection.assign(ends[0]);
    net::co_spawn(context, listen(), net::detached);
  }

  void send(json::object const &message) {
    bool const idle{outgoing.empty()};
    outgoing.push_back(json::serialize(message) + "\n");
    if(idle) { write_next(); }
  }
  void write_next() {
    net::async_write(connection, net::buffer(outgoing.front()), [this](error_code const &error, std::size_t) {
      if(error) { return; }
      outgoing.pop_front();
      if(!outgoing.empty()) { write_next(); }
    });
  }

  net::awaitable<void> listen() {
    std::string pending;
    while(true) {
      auto const [error,
                  count]{co_await net::async_read_until(connection, net::dynamic_buffer(pending), '\n', awaited)};
      if(error) { break; }
      std::optional<json::object> const answer{parse_object(std::string_view{pending}.substr(0, count))};
      pending.erase(0, count);
      if(!answer) { continue; }
      auto const found{calls.find(static_cast<unsigned>(integer_at(*answer, "id").value_or(0)))};
      if(found == calls.end()) { continue; }
      call &c{*found->second};
      c.over = true;
      c.result = {static_cast<int>(integer_at(*answer, "status").value_or(1)), text_or(*answer, "output", ""),
                  paths_in(*answer, "inputs"), answer->contains("unknown")};
      c.answered.cancel();
    }
    usable = false;
    tell("the resident compiler ended; clang and wasm-ld are run instead");
    for(auto const &[id, c] : calls) {
      if(c->over) { continue; }
      c->over = c->lost = true;
      c->answered.cancel();
    }
  }

  static std::vector<fs::path> paths_in(json::object const &answer, std::string_view key) {
    std::vector<fs::path> paths;
    json::value const *const list{answer.if_contains(key)};
    if(list == nullptr || !list->is_array()) { return paths; }
    for(json::value const &name : list->get_array()) {
      if(name.is_string()) { paths.emplace_back(std::string{name.get_string()}); }
    }
    return paths;
  }

  net::io_context &context;
  patch_tools tools;
  std::string program;
  std::unique_ptr<tool_runner> otherwise;
  std::function<void(std::string const &)> tell;
  net::posix::stream_descriptor connection;
  std::shared_ptr<child_process> process;
  bool usable{};
  unsigned asked{};
  std::map<unsigned, std::shared_ptr<call>> calls;
  std::deque<std::string> outgoing;
};

} // namespace

std::unique_ptr<tool_runner> make_resident_runner(net::io_context &context, patch_tools tools, std::string program,
                                                  std::unique_ptr<tool_runner> otherwise,
                                                  std::function<void(std::string const &)> tell) {
  return std::make_unique<resident_runner>(context, std::move(tools), std::move(program), std::move(otherwise),
                                           std::move(tell));
}

} // namespace jank::server
