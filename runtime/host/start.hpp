#pragma once

// What every image does when it starts and when its program ends.

#include <exception>
#include <string>
#include <vector>

namespace jank::host {

// Heap, natives, clojure.core, the namespace user: what is the same at every start. It asks nothing of the world outside, so that a build
// can do it ahead and keep the memory (snapshot_hot.cpp). Done once; throws what clojure.core's forms throw.
void prepare();

// prepare(), unless that was done; *command-line-args*, linked patches, the units of the program.
void start(std::vector<std::string> const &arguments);

// The name of the namespace of the program that is linked into the image; "" when it is the runtime alone.
std::string program_namespace();

// Calls its -main, when there is one, with the arguments as strings. An uncaught exception is described on stderr; the exit code.
int run_main(std::string const &namespace_name, std::vector<std::string> const &arguments);

// Is told of what run_reported describes, too. Must not throw.
void observe_errors(void (*observer)(std::exception_ptr));

// Whether what nobody catches in the event loop ends the program: on Node, unless a REPL keeps it.
bool ends_on_error();
void keep_on_errors();

// Runs `f`; what it throws is described on stderr. 0, or 1.
int run_reported(void (*f)(void *), void *context);
template <typename F> int reported(F &&f) {
  return run_reported([](void *context) { (*static_cast<F *>(context))(); }, &f);
}

} // namespace jank::host
