// jank_patch_compiler: clang and wasm-ld, loaded once and kept ready. It serves jank_server, which starts it.
//
// Reads requests from standard input, a JSON object a line, and answers on standard output in the same way, in the order in which they end:
//
//   {"id": 1, "steps": [["clang", ...], ["wasm-ld", ...]]}    runs command lines one after the other, up to the first that fails
//   -> {"id": 1, "status": 0, "output": "what it printed"}    status is 128 and the signal for one that was ended
//
//   {"id": 2, "headers": "KEY", "command": ["clang", ...], "file": "includes.hpp"}    reads headers and keeps them, under the key
//   -> {"id": 2, "status": 0, "output": "", "inputs": ["the files that were read", ...]}
//   {"forget": "KEY"}
//
//   {"id": 3, "with": "KEY", "source": "a.cpp", "object": "a.o", "steps": [...]}    compiles a source that begins with them, and goes on
//   -> {"id": 3, "status": 0, "output": "", "inputs": ["a.cpp", "what it includes otherwise", ...]}
//   -> {"id": 3, "status": 1, "unknown": true}                nobody has such headers, or no more
//
//   {"cancel": 1}                                             ends it
//
// Each request is done by a copy of this process (workers.hpp). Ends with standard input.
//
//   jank_patch_compiler --version    LLVM's version, and no more

#include "populate.hpp"
#include "steps.hpp"
#include "tools.hpp"
#include "workers.hpp"
#include "zygote.hpp"

#include <llvm/Config/llvm-config.h>

#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace {

namespace json = llvm::json;
using namespace jank::resident;

std::int64_t id_of(json::Object const &message) { return message.getInteger("id").value_or(0); }

class server {
public:
  void run() {
    bool more{true};
    while(more) {
      more = workers.wait([this](std::string const &line, json::Object const &message) { take(line, message); });
    }
  }

private:
  void take(std::string const &line, json::Object const &message) {
    if(auto const cancelled{message.getInteger("cancel")}) {
      workers.cancel(*cancelled);
    } else if(auto const forgotten{message.getString("forget")}) {
      workers.forget(*forgotten);
    } else if(auto const key{message.getString("with")}) {
      pass_on(line, message, *key);
    } else if(message.get("headers") != nullptr || message.get("steps") != nullptr) {
      start(message);
    }
  }

  void pass_on(std::string const &line, json::Object const &message, std::string_view key) {
    worker *const w{workers.find(key)};
    if(w == nullptr) {
      up.send(json::Object{{"id", id_of(message)}, {"status", 1}, {"output", ""}, {"unknown", true}});
      return;
    }
    w->jobs.insert(id_of(message));
    w->to.forward(line);
  }

  void start(json::Object const &message) {
    std::int64_t const id{id_of(message)};
    std::string key{message.getString("headers").value_or("").str()};
    std::optional<worker> made{fork_worker(up)};
    if(!made) {
      workers.abandon();
      if(key.empty()) { do_steps(message); }
      run_zygote(up, {id, read_words(message.getArray("command")), message.getString("file").value_or("").str()});
    }
    if(made->pid < 0) {
      up.send(json::Object{{"id", id}, {"status", 1}, {"output", "error: no process can be started\n"}});
      return;
    }
    made->jobs.insert(id);
    made->key = std::move(key);
    workers.add(std::move(*made));
  }

  [[noreturn]] void do_steps(json::Object const &message) {
    int const status{run_steps(read_steps(message))};
    up.send(json::Object{{"id", id_of(message)}, {"status", status}, {"output", captured_output()}});
    // No destructors: the process ends, and they take milliseconds.
    _exit(0);
  }

  channel up{STDIN_FILENO, STDOUT_FILENO};
  worker_set workers{up};
};

} // namespace

int main(int count, char **arguments) {
  if(count == 2 && std::strcmp(arguments[1], "--version") == 0) {
    std::puts(LLVM_VERSION_STRING);
    return 0;
  }
  use_reserving_heap();
  warm_up();
  server{}.run();
  _exit(0);
}
