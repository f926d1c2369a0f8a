#include "http/encoding.hpp"
#include "http/file_cache.hpp"
#include "http/gate.hpp"
#include "http/paths.hpp"
#include "http/script.hpp"
#include "http/types.hpp"

#include <catch_amalgamated.hpp>

#include <fstream>
#include <unistd.h>

using namespace jank::server;
namespace fs = std::filesystem;

namespace {

// A folder with files, gone at the end.
struct folder {
  fs::path path{fs::temp_directory_path() / ("jank-server-" + std::to_string(getpid()))};
  folder() {
    fs::create_directories(path / "served/sub");
    write("served/app.js", "js");
    write("served/sub/a b.css", "css");
    write("served/.hidden", "hidden");
    write("secret", "secret");
    fs::create_symlink(path / "secret", path / "served/link");
    fs::create_symlink(path / "served/app.js", path / "served/inner");
  }
  ~folder() { fs::remove_all(path); }
  void write(char const *name, std::string_view text) const { std::ofstream{path / name} << text; }
};

} // namespace

TEST_CASE("paths: files below the folders, and nothing else") {
  folder const f;
  std::vector<fs::path> const served{f.path / "nowhere", f.path / "served"};
  CHECK(find_below(served, "app.js") == fs::canonical(f.path / "served/app.js"));
  CHECK(find_below(served, "sub/a b.css"));
  CHECK(find_below(served, "inner"));
  for(std::string_view const outside :
      {"", "/", "..", "../secret", "sub/../../secret", "sub/..", "./app.js", "sub//a b.css", "/etc/passwd", ".hidden",
       "link", "sub", "sub/", "missing", "..\\secret", "sub/.", "app.js/"}) {
    CAPTURE(outside);
    CHECK_FALSE(find_below(served, outside));
  }
}

TEST_CASE("paths: percent signs") {
  CHECK(decode_url("a%20b%2f%C3%a4") == "a b/\xc3\xa4");
  for(std::string_view const broken : {"%", "%1", "%zz", "a%00b"}) { CHECK_FALSE(decode_url(broken)); }
  CHECK(query_value("page=p1&session=a%20b&empty&x=", "session") == "a b");
  CHECK(query_value("page=p1&empty", "empty") == "");
  CHECK_FALSE(query_value("page=p1", "pag"));
  CHECK_FALSE(query_value("", "page"));
}

TEST_CASE("types: by extension") {
  CHECK(type_of("app.wasm").name == "application/wasm");
  CHECK(type_of("a.min.js").name == "text/javascript; charset=utf-8");
  CHECK(type_of("noextension").name == "application/octet-stream");
}

TEST_CASE("encoding: what the header allows") {
  CHECK(choose_encoding("gzip, deflate, br, zstd") == encoding::brotli);
  CHECK(choose_encoding("gzip;q=1.0, br;q=0") == encoding::gzip);
  CHECK(choose_encoding("gzip;q=0.000") == encoding::identity);
  CHECK(choose_encoding("gzip;q=0.5") == encoding::gzip);
  CHECK(choose_encoding("") == encoding::identity);
  CHECK(choose_encoding("*") == encoding::identity);
}

TEST_CASE("files: compressed once, read again when they change") {
  folder const f;
  std::string const text(10000, 'a');
  f.write("served/big.js", text);
  file_cache cache;
  encoding e{encoding::gzip};
  auto const packed{cache.get(f.path / "served/big.js", e)};
  REQUIRE(packed);
  CHECK(e == encoding::gzip);
  CHECK(packed->bytes->size() < 200);
  CHECK(cache.holds(f.path / "served/big.js", encoding::gzip));
  CHECK_FALSE(cache.holds(f.path / "served/big.js", encoding::brotli));
  CHECK(cache.get(f.path / "served/big.js", e)->bytes == packed->bytes);

  f.write("served/big.js", text + "b");
  CHECK_FALSE(cache.holds(f.path / "served/big.js", encoding::gzip));
  auto const changed{cache.get(f.path / "served/big.js", e)};
  CHECK(changed->tag != packed->tag);

  e = encoding::brotli;
  auto const small{cache.get(f.path / "served/app.js", e)};
  CHECK(e == encoding::identity);
  CHECK(*small->bytes == "js");
  CHECK_FALSE(cache.get(f.path / "served/none", e));
}

TEST_CASE("gate: hosts and origins") {
  gate const g{known_hosts("127.0.0.1", {"My-Machine.local"}), 8080, ""};
  auto const let_in{[&](visitor const &v) { return g.refusal(v).empty(); }};
  CHECK(let_in({"localhost:8080", "", "", ""}));
  CHECK(let_in({"LOCALHOST", "", "", ""}));
  CHECK(let_in({"localhost.:8080", "", "", ""}));
  CHECK(let_in({"[::1]:8080", "", "", ""}));
  CHECK(let_in({"my-machine.local:8080", "http://my-machine.local:8080", "same-origin", "cors"}));
  CHECK(let_in({"localhost:8080", "http://127.0.0.1:8080", "", ""}));
  // the port of a tunnel
  CHECK(let_in({"localhost:9000", "http://localhost:9000", "", ""}));
  CHECK(let_in({"localhost:8080", "", "cross-site", "navigate"}));

  CHECK_FALSE(let_in({"", "", "", ""}));
  CHECK_FALSE(let_in({"evil.example:8080", "", "", ""}));
  CHECK_FALSE(let_in({"localhost.evil.example", "", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080@evil.example", "", "", ""}));
  CHECK_FALSE(let_in({"localhost:", "", "", ""}));
  CHECK_FALSE(let_in({"[::1", "", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080", "http://evil.example", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080", "http://localhost:3000", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080", "https://localhost:8080", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080", "null", "", ""}));
  CHECK_FALSE(let_in({"localhost:8080", "", "cross-site", "no-cors"}));
}

TEST_CASE("gate: what is loopback") {
  for(std::string_view const own : {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) { CHECK(is_loopback(own)); }
  for(std::string_view const other : {"", "0.0.0.0", "::", "10.0.0.1", "127.evil.example", "localhost.example"}) {
    CHECK_FALSE(is_loopback(other));
  }
}

TEST_CASE("script: layout is left out, lines keep their numbers") {
  CHECK(without_layout("") == "");
  CHECK(without_layout("// a\n  b; // c\n\n    //d\n  e") == "\nb; // c\n\n\ne");
  CHECK(without_layout("  ") == "");
  CHECK(without_layout("a('// b');\n") == "a('// b');\n");
}

TEST_CASE("gate: the token") {
  gate const open{{}, 1, ""};
  CHECK(open.knows("anything"));
  gate const closed{{}, 1, "abc"};
  CHECK(closed.knows("abc"));
  for(std::string_view const wrong : {"", "ab", "abd", "abcd"}) { CHECK_FALSE(closed.knows(wrong)); }
}
