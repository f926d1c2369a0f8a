#pragma once

// Messages between processes: a JSON object a line, over a file descriptor for each direction.

#include <llvm/Support/JSON.h>

#include <functional>
#include <string>
#include <string_view>

namespace jank::resident {

class channel {
public:
  // Of a socket both are the same. Neither is closed.
  channel(int in, int out) : in{in}, out{out} {}

  // Waits until it is written. A process whose other end is gone ends.
  void send(llvm::json::Object message) const;
  // A message that came from another process, with its newline or without.
  void forward(std::string_view line) const;

  // Takes what is there, waiting when that is nothing; false at the end of the input. Lines that are no objects are left out.
  using taker = std::function<void(std::string const &line, llvm::json::Object const &message)>;
  bool receive(taker const &take);

  int input() const { return in; }

private:
  int in;
  int out;
  std::string pending;
};

} // namespace jank::resident
