// Fuzzes the reader of nREPL's messages: whatever comes, in whatever pieces, it gives messages or says why not, and a message that was read
// is the same when it was written and read again.
//
// The first byte is the size of the pieces.
//
//   cmake -S server -B build-server-fuzz -G Ninja -DJANK_FUZZ=ON -DJANK_SANITIZE=ON ... && ninja -C build-server-fuzz fuzz_bencode
//   build-server-fuzz/fuzz_bencode test/fuzz/corpus/server_bencode

#include "wire/bencode.hpp"

#include <cstdio>
#include <cstdlib>

using namespace jank::server;

namespace {

std::vector<json::object> read_all(std::string_view bytes, std::size_t piece, bool &refused) {
  bencode_reader reader{{.bytes = 1 << 16, .elements = 1 << 10}};
  std::vector<json::object> messages;
  try {
    for(std::size_t at{}; at < bytes.size(); at += piece) {
      reader.feed(bytes.substr(at, piece));
      while(auto m{reader.next()}) { messages.push_back(std::move(*m)); }
    }
  } catch(bencode_error const &) { refused = true; }
  return messages;
}

[[noreturn]] void fail(char const *what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t count) {
  if(count == 0) { return 0; }
  std::string_view const bytes{reinterpret_cast<char const *>(data + 1), count - 1};
  bool refused{};
  bool refused_whole{};
  auto const in_pieces{read_all(bytes, 1 + data[0], refused)};
  auto const whole{read_all(bytes, bytes.size() + 1, refused_whole)};
  if(refused != refused_whole || in_pieces != whole) { fail("pieces make a difference"); }
  for(json::object const &m : whole) {
    bool refused_again{};
    auto const again{read_all(to_bencode(m), 1 << 20, refused_again)};
    if(!refused_again && (again.size() != 1 || again[0] != m)) { fail("not the same when written and read again"); }
  }
  return 0;
}
