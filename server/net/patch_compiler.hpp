#pragma once

// C and C++ files to side modules, by the resident compiler where there is one, else by clang and wasm-ld as programs of their own.

#include "net/asio.hpp"
#include "patch/archive.hpp"
#include "patch/commands.hpp"
#include "patch/diagnostics.hpp"
#include "patch/wasm_names.hpp"

namespace jank::server {

// Runs command lines, one after the other up to the first that fails.
class tool_runner {
public:
  struct outcome {
    int status{};
    std::string output;
  };
  // Whoever sets it off ends the tools of one call.
  using stopper = std::shared_ptr<std::function<void()>>;

  virtual ~tool_runner() = default;
  virtual net::awaitable<outcome> run(std::vector<command> steps, stopper stop) = 0;
};

std::unique_ptr<tool_runner> make_direct_runner(net::io_context &context);
// `program` is jank_patch_compiler. When it cannot be started, or ends, `tell` is told, and `otherwise` does the work.
std::unique_ptr<tool_runner> make_resident_runner(net::io_context &context, std::string program,
                                                  std::unique_ptr<tool_runner> otherwise,
                                                  std::function<void(std::string const &)> tell);

struct compiled_patch {
  bool ok{};
  bool superseded{}; // a later request for the same file took its place
  bool cached{};
  std::string module;
  std::vector<diagnostic> diagnostics;
  double compile_ms{};
  double total_ms{};
};

class patch_compiler {
public:
  // `folder` holds what is kept between compilations; it is made. `image` is the file of the image that patches are for.
  patch_compiler(net::io_context &context, patch_tools tools, std::unique_ptr<tool_runner> runner,
                 std::filesystem::path folder, std::filesystem::path image);

  // At most two at a time; the others wait. A second request for a file ends the first one.
  net::awaitable<compiled_patch> compile(std::filesystem::path source);
  // Precompiles the headers of a file, so that its first compilation takes no longer than the later ones.
  net::awaitable<void> prepare(std::filesystem::path source);
  // What the image has is read anew.
  void image_changed() { image_names.reset(); }

private:
  struct stamp {
    std::filesystem::path file;
    std::filesystem::file_time_type time;
  };
  struct kept_module {
    std::vector<stamp> inputs;
    std::string module;
    std::vector<diagnostic> warnings;
  };
  struct precompiled {
    std::filesystem::path pch;
    std::vector<stamp> inputs;
    bool usable{};
  };
  struct job {
    bool superseded{};
    tool_runner::stopper stop{std::make_shared<std::function<void()>>()};
    net::steady_timer turn;
    explicit job(net::io_context &context) : turn{context} {}
  };

  net::awaitable<compiled_patch> work(std::filesystem::path source, std::shared_ptr<job> j);
  net::awaitable<std::filesystem::path> headers_for(std::filesystem::path source, std::string const &text);
  net::awaitable<bool> link(std::filesystem::path object, std::filesystem::path source, tool_runner::stopper stop,
                            compiled_patch &result);
  net::awaitable<void> explain_missing(std::set<std::string, std::less<>> missing, std::filesystem::path source,
                                       tool_runner::stopper stop, compiled_patch &result);
  std::optional<std::filesystem::path> member_with(std::string const &symbol);
  void wake_next();
  wasm_names const *names_of_image();
  std::filesystem::path scratch(std::string_view extension);
  static std::vector<stamp> stamps_of(std::vector<std::filesystem::path> const &files);
  static bool unchanged(std::vector<stamp> const &stamps);

  net::io_context &context;
  patch_tools tools;
  std::unique_ptr<tool_runner> runner;
  std::filesystem::path folder;
  std::filesystem::path image;
  std::optional<wasm_names> image_names;
  std::vector<archive> archives;
  bool archives_read{};
  std::map<std::filesystem::path, std::shared_ptr<job>> jobs;
  std::deque<std::shared_ptr<job>> waiting;
  int running{};
  std::map<std::string, kept_module> modules;                                     // by hash of path and text
  std::deque<std::string> module_order;                                           // the oldest first
  std::map<std::string, precompiled> headers;                                     // by hash of the preamble
  std::map<std::filesystem::path, std::vector<std::filesystem::path>> members_of; // what a file needed last time
  std::map<std::string, std::shared_ptr<net::steady_timer>> precompiling; // whoever needs the same headers waits
  unsigned scratch_files{};
};

} // namespace jank::server
