#pragma once

// The live session: everything put together.

#include "net/child_process.hpp"
#include "net/connections.hpp"
#include "net/patch_compiler.hpp"
#include "options.hpp"
#include "watch/watcher.hpp"

namespace jank::server {

class live {
public:
  live(net::io_context &context, options given);
  ~live();

  // False when it cannot listen; the reason is printed.
  bool start();
  // Gives the ports back and removes .nrepl-port. The context is then to be stopped.
  void stop();

private:
  router_settings settings_for();
  bool listen();
  void print_addresses() const;
  std::string page_address() const;
  void remember_ports() const;
  unsigned short remembered_port(std::string_view which) const;
  void write_port_file();
  void remove_port_file() const;
  void watch();
  void start_compiler();
  void start_page();

  void tell(std::string const &text) const;
  void open_position(json::object const &position);
  std::optional<std::filesystem::path> find_source(std::string const &name) const;

  // What a save means: live_files.cpp
  void saved(std::vector<std::filesystem::path> files);
  void reload(std::vector<std::filesystem::path> const &files);
  void asset_saved(std::filesystem::path const &file);
  net::awaitable<void> patch_saved(std::filesystem::path file);
  net::awaitable<void> build_saved();
  bool is_of_build(std::filesystem::path const &file) const;
  // What a patch's compilation said: to the pages, the terminal and the editors.
  void show(std::filesystem::path const &patch, std::vector<diagnostic> const &diagnostics);

  net::io_context &context;
  options given;
  net::thread_pool workers{1};
  site served;
  router way;
  service connections;
  std::unique_ptr<patch_compiler> compiler;
  std::unique_ptr<watcher> files;
  std::optional<tcp::acceptor> http;
  std::optional<tcp::acceptor> nrepl;
  std::shared_ptr<child_process> page;
  net::steady_timer build_quiet;
  std::set<std::filesystem::path> live_patches;                      // those that were sent in this run
  std::map<std::filesystem::path, std::vector<diagnostic>> problems; // of patches, as they were saved last
  std::set<std::filesystem::path> failing_patches;        // those that did not compile when they were saved last
  std::map<std::filesystem::path, std::string> last_sent; // their modules
  bool build_settling{};
};

// The path of a file below the first of the folders that holds it; empty when none does.
std::string path_below(std::vector<std::filesystem::path> const &folders, std::filesystem::path const &file);

} // namespace jank::server
