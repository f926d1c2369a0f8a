// The main function of hot images: the program that was linked in, or, without one, the compiler's command line.

#include "host/command_line.hpp"
#include "host/host.hpp"
#include "host/start.hpp"
#include "hot_reload/history.hpp"

int main(int argc, char **argv) {
  std::vector<std::string> const arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  int status{jank::host::reported([&] { jank::host::start(arguments); })};
  if(status == 0) {
    std::string const program{jank::host::program_namespace()};
    if(!program.empty()) { jank::hot_reload::begin_history(); }
    status = program.empty() ? jank::host::run_command(arguments) : jank::host::run_main(program, arguments);
  }
  if(status != 0) { jank_host_exit(status); }
  return status;
}
