#pragma once

// Who runs clang and wasm-ld: programs of their own, or the resident compiler.

#include "net/asio.hpp"
#include "patch/commands.hpp"

namespace jank::server {

class tool_runner {
public:
  struct outcome {
    int status{};
    std::string output;
    std::vector<std::filesystem::path> inputs; // files that were read, where a source or headers were compiled
    bool unknown{};                            // nobody has the headers any more
  };
  // Whoever sets it off ends the tools of one call.
  using stopper = std::shared_ptr<std::function<void()>>;

  // What sources begin with: a file with nothing but includes, which may be empty.
  struct headers {
    std::string key; // the same for the same text, language and folder
    std::filesystem::path file;
    std::filesystem::path folder; // where those with quotes are looked for
    bool c{};
  };
  // A source, which begins with `includes` (no key: it does not matter), to an object, and that through further steps, up to the first that fails.
  struct compilation {
    std::filesystem::path source;
    std::filesystem::path object;
    headers includes;
    std::vector<command> steps;
  };

  virtual ~tool_runner() = default;
  // Runs command lines, one after the other up to the first that fails.
  virtual net::awaitable<outcome> run(std::vector<command> steps, stopper stop) = 0;
  // Makes headers ready, so that what begins with them is compiled faster, until they are forgotten.
  virtual net::awaitable<outcome> prepare(headers includes) = 0;
  virtual void forget(std::string const &key) = 0;
  virtual net::awaitable<outcome> compile(compilation c, stopper stop) = 0;
};

// `folder` is for precompiled headers and lists of dependencies.
std::unique_ptr<tool_runner> make_direct_runner(net::io_context &context, patch_tools tools,
                                                std::filesystem::path folder);
// `program` is jank_patch_compiler. When it cannot be started, or ends, `tell` is told, and `otherwise` does the work.
std::unique_ptr<tool_runner> make_resident_runner(net::io_context &context, patch_tools tools, std::string program,
                                                  std::unique_ptr<tool_runner> otherwise,
                                                  std::function<void(std::string const &)> tell);

} // namespace jank::server
