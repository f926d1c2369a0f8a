#pragma once

// C and C++ files to side modules, by the resident compiler where there is one, else by clang and wasm-ld as programs of their own.

#include "net/tool_runner.hpp"
#include "patch/archive.hpp"
#include "patch/diagnostics.hpp"
#include "patch/wasm_names.hpp"

namespace jank::server {

struct compiled_patch {
  bool ok{};
  bool superseded{}; // a later request for the same file took its place
  bool cached{};
  std::string module;
  std::vector<diagnostic> diagnostics;
  double total_ms{};
};

class patch_compiler {
public:
  // `folder` holds what is kept between compilations; it is made. `image` is the file of the image that patches are for.
  patch_compiler(net::io_context &context, patch_tools tools, std::unique_ptr<tool_runner> runner,
                 std::filesystem::path folder, std::filesystem::path image);

  // At most two at a time; the others wait. A second request for a file ends the first one.
  net::awaitable<compiled_patch> compile(std::filesystem::path source);
  // Makes the headers of a file ready, so that its first compilation takes no longer than the later ones.
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
  struct prepared {
    tool_runner::headers headers;
    std::vector<stamp> inputs;
    std::uint64_t last_use{};
  };
  struct job {
    bool superseded{};
    tool_runner::stopper stop{std::make_shared<std::function<void()>>()};
    net::steady_timer turn;
    explicit job(net::io_context &context) : turn{context} {}
  };

  net::awaitable<compiled_patch> work(std::filesystem::path source, std::shared_ptr<job> j);
  tool_runner::headers headers_of(std::filesystem::path const &source, std::string const &text);
  net::awaitable<std::optional<std::vector<stamp>>> prepare_headers(tool_runner::headers const &headers);
  void forget_oldest();
  net::awaitable<bool> take_members(std::filesystem::path object, std::filesystem::path module,
                                    std::filesystem::path source, tool_runner::stopper stop, compiled_patch &result);
  net::awaitable<void> explain_missing(std::set<std::string, std::less<>> missing, std::filesystem::path source,
                                       tool_runner::stopper stop, compiled_patch &result);
  std::optional<std::filesystem::path> member_with(std::string const &symbol);
  void wake_next();
  wasm_names const *names_of_image();
  std::filesystem::path scratch(std::string_view extension);
  std::vector<stamp> stamps_of(std::vector<std::filesystem::path> const &files) const;
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
  std::map<std::string, kept_module> modules;    // by hash of path and text
  std::deque<std::string> module_order;          // the oldest first
  std::map<std::string, prepared> ready_headers; // by their keys
  std::uint64_t uses{};
  std::map<std::filesystem::path, std::vector<std::filesystem::path>> members_of; // what a file needed last time
  std::map<std::string, std::shared_ptr<net::steady_timer>> preparing; // whoever needs the same headers waits
  unsigned scratch_files{};
};

} // namespace jank::server
