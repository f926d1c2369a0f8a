#include "channel.hpp"

#include <llvm/Support/raw_ostream.h>

#include <cerrno>
#include <unistd.h>

namespace jank::resident {

namespace json = llvm::json;

void channel::send(json::Object message) const {
  std::string line;
  // With parentheses: braces would make a list of it.
  json::Value const value(std::move(message));
  llvm::raw_string_ostream{line} << value;
  forward(line);
}

void channel::forward(std::string_view line) const {
  std::string text{line};
  if(!text.ends_with('\n')) { text += '\n'; }
  for(std::size_t at{}; at < text.size();) {
    ssize_t const count{write(out, text.data() + at, text.size() - at)};
    if(count < 0 && errno != EINTR) { _exit(0); }
    if(count > 0) { at += static_cast<std::size_t>(count); }
  }
}

bool channel::receive(taker const &take) {
  char bytes[65536];
  ssize_t const count{read(in, bytes, sizeof bytes)};
  if(count == 0 || (count < 0 && errno != EINTR)) { return false; }
  if(count > 0) { pending.append(bytes, static_cast<std::size_t>(count)); }
  for(std::size_t end{}; (end = pending.find('\n')) != std::string::npos;) {
    std::string const line{pending.substr(0, end)};
    pending.erase(0, end + 1);
    llvm::Expected<json::Value> parsed{json::parse(line)};
    if(!parsed) {
      llvm::consumeError(parsed.takeError());
      continue;
    }
    if(json::Object const *const message{parsed->getAsObject()}) { take(line, *message); }
  }
  return true;
}

} // namespace jank::resident
