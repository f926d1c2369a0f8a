#pragma once

// Compiling in two parts: a process, the zygote, reads the headers that many sources begin with; copies of it go on with a source each. To
// them the headers are there as they are after parsing, with what they instantiated: nothing is read, and nothing built again, as it would be
// from a precompiled header.
//
// One copy stands by: its memory is its own already (see populate.hpp), so that a source waits for nothing but its own compilation. Another
// one takes its place when it was used.

#include "channel.hpp"

#include <string>
#include <vector>

namespace jank::resident {

struct headers {
  std::int64_t id{};                // of the request for them
  std::vector<std::string> command; // clang's, to compile the file with the includes, with -c
  std::string file;                 // that file
};

// Answers the request for the headers when they are read, then those that come by `channel`:
//
//   {"id": 2, "source": ..., "object": ..., "steps": [...]}   compiles a source, less the includes that it begins with, and runs the steps
//   {"cancel": 2}
//
// Answers have "inputs", the names of the files that were read. Headers with errors are not kept: status 1.
[[noreturn]] void run_zygote(channel own, headers const &wanted);

} // namespace jank::resident
