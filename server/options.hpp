#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace jank::server {

// The command line; `jank_server --help` says what each means.
struct options {
  std::string program;
  std::filesystem::path build_folder;
  std::vector<std::filesystem::path> sources;
  std::vector<std::filesystem::path> assets;
  std::vector<std::filesystem::path> patches;
  std::filesystem::path client;
  std::filesystem::path work_folder;

  std::string host{"127.0.0.1"};
  std::optional<unsigned short> port;
  std::vector<std::string> allowed_hosts;
  std::string token;
  bool isolate{};

  std::string nrepl_host{"127.0.0.1"};
  std::optional<unsigned short> nrepl_port;
  bool eval_on_all{};
  std::string dependents{"direct"};
  unsigned wait_for_page_ms{5000};
  std::string open_command;
  std::string page_command;

  std::string clang;
  std::string linker;
  std::filesystem::path sysroot;
  std::filesystem::path include;
  std::filesystem::path resident;
  std::vector<std::string> patch_flags;
};

// Nothing when the program is to end, with that status: --help, or a wrong command line, whose message is printed.
std::optional<options> read_options(int count, char **arguments, int &status);

} // namespace jank::server
