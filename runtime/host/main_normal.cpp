// The main function of images for shipping: the program that was linked in.

#include "host/host.hpp"
#include "host/start.hpp"

int main(int argc, char **argv) {
  std::vector<std::string> const arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  int status{jank::host::reported([&] { jank::host::start(arguments); })};
  if(status == 0) { status = jank::host::run_main(jank::host::program_namespace(), arguments); }
  if(status != 0) { jank_host_exit(status); }
  return status;
}
