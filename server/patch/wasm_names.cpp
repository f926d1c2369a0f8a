#include "patch/wasm_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace jank::server {

namespace {

struct damaged {};

// WebAssembly 2.0, section 5.
class reader {
public:
  explicit reader(std::string_view bytes) : bytes{bytes} {}
  bool at_end() const { return bytes.empty(); }
  std::uint8_t byte() {
    if(bytes.empty()) { throw damaged{}; }
    auto const b{static_cast<std::uint8_t>(bytes.front())};
    bytes.remove_prefix(1);
    return b;
  }
  std::uint64_t number() {
    std::uint64_t n{};
    for(int shift{}; shift < 64; shift += 7) {
      std::uint8_t const b{byte()};
      n |= static_cast<std::uint64_t>(b & 0x7f) << shift;
      if(b < 0x80) { return n; }
    }
    throw damaged{};
  }
  std::string_view take(std::uint64_t count) {
    if(count > bytes.size()) { throw damaged{}; }
    std::string_view const taken{bytes.substr(0, count)};
    bytes.remove_prefix(count);
    return taken;
  }
  std::string_view name() { return take(number()); }

private:
  std::string_view bytes;
};

constexpr std::uint8_t import_section{2};
constexpr std::uint8_t export_section{7};

void skip_limits(reader &r) {
  std::uint64_t const flags{r.number()};
  r.number();
  if((flags & 1) != 0) { r.number(); }
}

void read_imports(reader r, wasm_names &names) {
  for(std::uint64_t count{r.number()}; count > 0; --count) {
    std::string_view const module{r.name()};
    std::string_view const name{r.name()};
    std::uint8_t const kind{r.byte()};
    switch(kind) {
    case 0: r.number(); break;
    case 1:
      r.byte();
      skip_limits(r);
      break;
    case 2: skip_limits(r); break;
    case 3: r.take(2); break;
    case 4:
      r.byte();
      r.number();
      break;
    default: throw damaged{};
    }
    // Memory and table are everybody's.
    if(kind == 1 || kind == 2) { continue; }
    if(module == "env" || module == "GOT.func" || module == "GOT.mem") { names.imports.emplace(name); }
  }
}

void read_exports(reader r, wasm_names &names) {
  for(std::uint64_t count{r.number()}; count > 0; --count) {
    names.exports.emplace(r.name());
    r.byte();
    r.number();
  }
}

constexpr std::array<std::string_view, 6> of_the_linker{"__memory_base",   "__table_base", "__stack_pointer",
                                                        "__cpp_exception", "__c_longjmp",  "__dso_handle"};

} // namespace

std::optional<wasm_names> read_wasm_names(std::string_view module) {
  wasm_names names;
  try {
    reader r{module};
    if(r.take(8) != std::string_view{"\0asm\1\0\0\0", 8}) { return {}; }
    while(!r.at_end()) {
      std::uint8_t const section{r.byte()};
      reader const content{r.take(r.number())};
      if(section == import_section) { read_imports(content, names); }
      if(section == export_section) { read_exports(content, names); }
    }
  } catch(damaged const &) { return {}; }
  return names;
}

std::set<std::string, std::less<>> missing_names(wasm_names const &side_module, wasm_names const &image) {
  std::set<std::string, std::less<>> missing;
  for(std::string const &name : side_module.imports) {
    bool const known{side_module.exports.contains(name) || image.exports.contains(name) ||
                     image.imports.contains(name) || std::ranges::find(of_the_linker, name) != of_the_linker.end()};
    if(!known) { missing.insert(name); }
  }
  return missing;
}

} // namespace jank::server
