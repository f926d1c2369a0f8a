#include "net/child_process.hpp"
#include "net/patch_compiler.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace jank::server {

namespace {

class direct_runner : public tool_runner {
public:
  explicit direct_runner(net::io_context &context) : context{context} {}

  net::awaitable<outcome> run(std::vector<command> steps, stopper stop) override {
    outcome all;
    for(command const &step : steps) {
      auto const child{std::make_shared<child_process>(context)};
      if(!child->start(step)) {
        all.status = 127;
        all.output += "error: " + step.front() + " cannot be run\n";
        co_return all;
      }
      *stop = [weak = std::weak_ptr{child}] {
        if(auto const running{weak.lock()}) { running->end(); }
      };
      child_result const result{co_await child_process::wait(child)};
      *stop = {};
      all.output += result.output;
      all.status = result.status;
      if(all.status != 0) { break; }
    }
    co_return all;
  }

private:
  net::io_context &context;
};

// One jank_patch_compiler, as long as it lives.
class resident_runner : public tool_runner {
public:
  resident_runner(net::io_context &context, std::string program, std::unique_ptr<tool_runner> otherwise,
                  std::function<void(std::string const &)> tell)
      : context{context}, program{std::move(program)}, otherwise{std::move(otherwise)}, tell{std::move(tell)},
        connection{context} {
    start();
  }

  net::awaitable<outcome> run(std::vector<command> steps, stopper stop) override {
    if(!usable) { co_return co_await otherwise->run(std::move(steps), std::move(stop)); }
    unsigned const id{++asked};
    json::array lists;
    for(command const &step : steps) { lists.push_back(json::value_from(step)); }
    auto const c{std::make_shared<call>(context)};
    calls[id] = c;
    send(json::object{{"id", id}, {"steps", std::move(lists)}});
    *stop = [this, id] { send(json::object{{"cancel", id}}); };
    if(!c->over) { co_await c->answered.async_wait(awaited); }
    *stop = {};
    calls.erase(id);
    // It ended under it: what the steps do may be done again.
    if(c->lost) { co_return co_await otherwise->run(std::move(steps), std::move(stop)); }
    co_return c->result;
  }

private:
  struct call {
    net::steady_timer answered;
    outcome result;
    bool over{};
    bool lost{};
    explicit call(net::io_context &context) : answered{context, std::chrono::steady_clock::time_point::max()} {}
  };

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
      c.result = {static_cast<int>(integer_at(*answer, "status").value_or(1)), text_or(*answer, "output", "")};
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

  net::io_context &context;
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

std::unique_ptr<tool_runner> make_direct_runner(net::io_context &context) {
  return std::make_unique<direct_runner>(context);
}

std::unique_ptr<tool_runner> make_resident_runner(net::io_context &context, std::string program,
                                                  std::unique_ptr<tool_runner> otherwise,
                                                  std::function<void(std::string const &)> tell) {
  return std::make_unique<resident_runner>(context, std::move(program), std::move(otherwise), std::move(tell));
}

} // namespace jank::server
