#include "patch/archive.hpp"
#include "patch/callers.hpp"
#include "patch/commands.hpp"
#include "patch/diagnostics.hpp"
#include "patch/preamble.hpp"
#include "patch/wasm_names.hpp"

#include <catch_amalgamated.hpp>

#include <fstream>
#include <unistd.h>

using namespace jank::server;
namespace fs = std::filesystem;

TEST_CASE("preamble: the includes at the beginning") {
  CHECK(preamble_of(
            "// what it is\n\n#include <jank/patch.h>\n  #  include <string> // text\n\nint x;\n#include <map>\n") ==
        "#include <jank/patch.h>\n#  include <string> // text\n");
  CHECK(preamble_of("/* a\n * #include <no>\n */\n#pragma once\n#include \"a.hpp\"\r\nint x;") ==
        "#include \"a.hpp\"\n");
  CHECK(preamble_of("/* a */ #include <b>\n") == "#include <b>\n");
  CHECK(preamble_of("#define X 1\n#include <a>\n") == "");
  CHECK(preamble_of("#if X\n#include <a>\n#endif\n") == "");
  CHECK(preamble_of("#include NAME\n#include <a>\n") == "");
  CHECK(preamble_of("#include <unfinished\n") == "");
  CHECK(preamble_of("") == "");
}

TEST_CASE("preamble: the source without it has the same lines") {
  CHECK(without_preamble("// a\n#include <b>\n\n#include \"c\" // d\nint x;\n#include <e>\n") ==
        "// a\n\n\n\nint x;\n#include <e>\n");
  CHECK(without_preamble("/* a\n */\n#pragma once\n#include <b>\r\nint x;") == "/* a\n */\n#pragma once\n\nint x;");
  CHECK(without_preamble("/* a */ #include <b>\n") == "\n");
  CHECK(without_preamble("#include <b>") == "\n");
  CHECK(without_preamble("int x;") == "int x;");
  CHECK(without_preamble("") == "");
}

TEST_CASE("diagnostics: positions, lines and carets") {
  auto const all{read_diagnostics("/p/x.cpp:3:10: error: use of undeclared identifier 'y'\n"
                                  "    3 |   return y;\n"
                                  "      |          ^\n"
                                  "/p/x.cpp:9:1: warning: C:\\strange: text [-Wfoo]\n"
                                  "1 error and 1 warning generated.\n"
                                  "wasm-ld: error: /tmp/a.o: undefined symbol: z\n")};
  REQUIRE(all.size() == 3);
  CHECK(all[0].file == "/p/x.cpp");
  CHECK(all[0].line == 3);
  CHECK(all[0].column == 10);
  CHECK(all[0].severity == "error");
  CHECK(all[0].source == "  return y;");
  CHECK(to_text(all[0]) == "/p/x.cpp:3:10: error: use of undeclared identifier 'y'\n    return y;\n           ^");
  CHECK(all[1].message == "C:\\strange: text [-Wfoo]");
  CHECK(all[2].line == 0);
  CHECK(to_text(all[2]) == "error: /tmp/a.o: undefined symbol: z");
  CHECK(read_diagnostics("").empty());
  CHECK(json::serialize(to_json({all[2]})) == R"([{"severity":"error","message":"/tmp/a.o: undefined symbol: z"}])");
}

TEST_CASE("commands: lists of dependencies") {
  CHECK(read_dependencies("a.o: b.cpp /x/c\\ d.hpp \\\n  e.hpp\n") ==
        std::vector<fs::path>{"b.cpp", "/x/c d.hpp", "e.hpp"});
  CHECK(read_dependencies("").empty());
}

TEST_CASE("wasm names: imports, exports, and what is missing") {
  using namespace std::string_literals;
  auto const section{[](char id, std::string const &content) {
    return id + std::string(1, static_cast<char>(content.size())) + content;
  }};
  auto const name{[](std::string const &text) { return std::string(1, static_cast<char>(text.size())) + text; }};
  std::string const head{"\0asm\1\0\0\0"s};
  std::string const imports{section(2, "\5"s + name("env") + name("memory") + "\2\0\1"s + name("env") + name("f") +
                                           "\0\0"s + name("GOT.mem") + name("data") + "\3\x7f\1"s + name("env") +
                                           name("__memory_base") + "\3\x7f\0"s + name("env") + name("own") + "\0\0"s)};
  std::string const exports{section(7, "\1"s + name("own") + "\0\1"s)};
  auto const side{read_wasm_names(head + imports + exports)};
  REQUIRE(side);
  CHECK(side->imports.contains("data"));
  CHECK_FALSE(side->imports.contains("memory"));
  wasm_names image;
  CHECK(missing_names(*side, image) == std::set<std::string, std::less<>>{"data", "f"});
  image.exports.insert("f");
  image.imports.insert("data");
  CHECK(missing_names(*side, image).empty());

  std::string const whole{head + imports};
  for(std::size_t size{}; size < whole.size(); ++size) {
    if(size != head.size()) { CHECK_FALSE(read_wasm_names(whole.substr(0, size))); }
  }
  CHECK_FALSE(read_wasm_names("no module at all"));
}

TEST_CASE("archives: the member that defines a symbol") {
  std::string const index{std::string{"\0\0\0\1\0\0\0\x54one\0", 12}};
  auto const member{[](std::string name, std::string const &bytes) {
    std::string header{name};
    header.resize(48, ' ');
    std::string size{std::to_string(bytes.size())};
    size.resize(10, ' ');
    return header + size + "`\n" + bytes;
  }};
  fs::path const path{fs::temp_directory_path() / ("jank-archive-" + std::to_string(getpid()))};
  std::string const whole{"!<arch>\n" + member("/", index) + "pad!" + member("one.o/", "object")};
  std::ofstream{path, std::ios::binary} << whole;
  auto const a{archive::open(path)};
  REQUIRE(a);
  CHECK(a->member_of("one") == 0x54);
  CHECK_FALSE(a->member_of("two"));
  CHECK(a->extract(0x54) == "object");
  CHECK_FALSE(a->extract(1 << 20));
  for(std::size_t size{}; size < 80; ++size) {
    std::ofstream{path, std::ios::binary | std::ios::trunc} << whole.substr(0, size);
    CHECK_FALSE(archive::open(path));
  }
  fs::remove(path);
}

TEST_CASE("callers: the line that calls a function") {
  std::string const assembly{R"(define hidden ptr @f(ptr %v) #0 !dbg !5 {
  %1 = call i32 @_Z4areadX(i32 1), !dbg !8
  %2 = call i32 @_Z4aread(i32 1), !dbg !9
  ret ptr null, !dbg !10
}
declare i32 @_Z4aread(i32)
!1 = !DIFile(filename: "x.cpp", directory: "/p")
!5 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 3)
!8 = !DILocation(line: 4, column: 2, scope: !5)
!9 = !DILocation(line: 5, column: 9, scope: !5)
!10 = !DILocation(line: 6, column: 1, scope: !5)
)"};
  diagnostic const d{find_caller(assembly, "_Z4aread")};
  CHECK(d.file == "/p/x.cpp");
  CHECK(d.line == 5);
  CHECK(d.column == 9);
  CHECK(find_caller(assembly, "_Z7unknown").line == 0);
  CHECK(readable_name("_Z4aread") == "area(double)");
  CHECK(readable_name("plain") == "plain");
}
