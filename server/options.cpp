#include "options.hpp"

#include "http/gate.hpp"

#include <CLI/CLI.hpp>

namespace jank::server {

namespace {

// Editors' protocol knows no password, and who speaks it runs code.
std::string refuse_beyond_loopback(std::string const &address) {
  if(is_loopback(address)) { return {}; }
  return "'" + address +
         "' lies beyond loopback, where anybody could run code: nREPL has no token. Leave it at 127.0.0.1 and let the "
         "editor's machine reach it through ssh -N -L PORT:127.0.0.1:PORT THIS-MACHINE";
}

} // namespace

std::optional<options> read_options(int count, char **arguments, int &status) {
  options o;
  CLI::App app{"The server of the live session: serves a hot image, and lets editors and pages talk. bin/jank-dev "
               "starts it with all that it "
               "needs; docs/reference/live-session.md is the protocol.",
               "jank_server"};
  std::string eval_target{"first"};

  app.add_option("--program", o.program, "name of the build: NAME.html, NAME.js, NAME.wasm")->required();
  app.add_option("--build-folder", o.build_folder, "folder that holds it")->required()->check(CLI::ExistingDirectory);
  app.add_option("--sources", o.sources, "folders of jank files: watched, and given to pages that ask; repeatable")
      ->check(CLI::ExistingDirectory);
  app.add_option("--assets", o.assets, "folders of further files to serve: pages, styles, pictures; repeatable")
      ->check(CLI::ExistingDirectory);
  app.add_option("--patches", o.patches,
                 "folders whose C and C++ files are compiled and sent when they are saved; repeatable")
      ->check(CLI::ExistingDirectory);
  app.add_option("--client", o.client, "folder of the page's client")->required();
  app.add_option("--work-folder", o.work_folder, "where ports are remembered, and patches compiled")->required();

  app.add_option("--host", o.host, "address to listen on; beyond loopback the page's address carries a token")
      ->capture_default_str();
  app.add_option("--port", o.port, "port of the page; without it 8080, or the next one that is free");
  app.add_option("--allow-host", o.allowed_hosts, "another name under which this machine may be asked; repeatable");
  app.add_option("--token", o.token, "the token, in place of a random one");
  app.add_flag("--isolate", o.isolate, "send COOP and COEP: pages are isolated, and get SharedArrayBuffer");

  app.add_option("--nrepl-host", o.nrepl_host, "address for editors, on loopback: nREPL has no token")
      ->check(refuse_beyond_loopback)
      ->capture_default_str();
  app.add_option("--nrepl-port", o.nrepl_port, "port for editors; without it that of the last time, or any");
  app.add_option("--eval-target", eval_target, "which page evaluates what names none: the first one, or all")
      ->check(CLI::IsMember({"first", "all"}))
      ->capture_default_str();
  app.add_option("--dependents", o.dependents, "which namespaces are loaded again with one that was saved")
      ->check(CLI::IsMember({"none", "direct", "all"}))
      ->capture_default_str();
  app.add_option("--wait-for-page", o.wait_for_page_ms, "milliseconds that a request waits when there is no page")
      ->capture_default_str();
  app.add_option("--open-command", o.open_command,
                 "opens a position that was clicked at: a command with %f, %l and %c for file, line and column, as "
                 "'code -g %f:%l:%c'");
  app.add_option("--page-command", o.page_command,
                 "a command that is a page of its own, run when the server listens; JANK_SERVER, JANK_BUILD and "
                 "JANK_TOKEN tell it where");

  app.add_option("--clang", o.clang, "clang++ 19, for patches");
  app.add_option("--wasm-ld", o.linker, "wasm-ld, for patches");
  app.add_option("--sysroot", o.sysroot, "emscripten's sysroot, for patches");
  app.add_option("--include", o.include, "folder of jank/patch.h");
  app.add_option("--resident", o.resident, "jank_patch_compiler, which does what clang and wasm-ld do, faster");
  app.add_option("--patch-flag", o.patch_flags, "a flag more for clang; repeatable")->allow_extra_args(false);

  // Whoever starts jank-dev may have the last word about what that says.
  for(char const *name :
      {"--work-folder", "--client", "--clang", "--wasm-ld", "--sysroot", "--include", "--resident"}) {
    app.get_option(name)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  try {
    app.parse(count, arguments);
  } catch(CLI::ParseError const &e) {
    status = app.exit(e) == 0 ? 0 : 2;
    return {};
  }
  o.eval_on_all = eval_target == "all";
  return o;
}

} // namespace jank::server
