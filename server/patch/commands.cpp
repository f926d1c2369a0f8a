#include "patch/commands.hpp"

namespace jank::server {

namespace fs = std::filesystem;

namespace {

// What emcc gives clang for a side module with exceptions.
command common(patch_tools const &tools, bool c) {
  command all{tools.clang,
              c ? "--driver-mode=gcc" : "--driver-mode=g++",
              "-target",
              "wasm32-unknown-emscripten",
              "--sysroot=" + tools.sysroot.string(),
              "-DEMSCRIPTEN",
              "-Xclang",
              "-iwithsysroot/include/fakesdl",
              "-Xclang",
              "-iwithsysroot/include/compat",
              "-fvisibility=default",
              "-mllvm",
              "-combiner-global-alias-analysis=false",
              "-mllvm",
              "-wasm-enable-sjlj",
              "-mllvm",
              "-disable-lsr",
              "-fPIC",
              "-fwasm-exceptions",
              "-fno-color-diagnostics",
              "-I" + tools.include.string()};
  if(!c) { all.push_back("-std=c++20"); }
  all.insert(all.end(), tools.more.begin(), tools.more.end());
  return all;
}

void add(command &to, std::initializer_list<std::string> words) { to.insert(to.end(), words); }

} // namespace

bool is_c(fs::path const &source) { return source.extension() == ".c"; }

command compile_command(patch_tools const &tools, fs::path const &source, fs::path const &object, fs::path const &pch,
                        fs::path const &dependencies) {
  command all{common(tools, is_c(source))};
  if(!pch.empty()) { add(all, {"-include-pch", pch.string()}); }
  add(all, {"-O2", "-MD", "-MF", dependencies.string(), "-c", source.string(), "-o", object.string()});
  return all;
}

command precompile_command(patch_tools const &tools, bool c, fs::path const &header, fs::path const &folder,
                           fs::path const &pch, fs::path const &dependencies) {
  command all{common(tools, c)};
  // Templates are instantiated once for all patches that have the same includes.
  if(!c) { add(all, {"-Xclang", "-fpch-instantiate-templates"}); }
  add(all, {"-O2", "-iquote", folder.string(), "-MD", "-MF", dependencies.string(), "-x", c ? "c-header" : "c++-header",
            header.string(), "-o", pch.string()});
  return all;
}

command headers_command(patch_tools const &tools, bool c, fs::path const &header, fs::path const &folder) {
  command all{common(tools, c)};
  add(all,
      {"-O2", "-iquote", folder.string(), "-c", "-x", c ? "c" : "c++", header.string(), "-o", header.string() + ".o"});
  return all;
}

command assembly_command(patch_tools const &tools, fs::path const &source, fs::path const &assembly) {
  command all{common(tools, is_c(source))};
  add(all, {"-O0", "-g", "-w", "-S", "-emit-llvm", source.string(), "-o", assembly.string()});
  return all;
}

command link_command(patch_tools const &tools, fs::path const &object, std::vector<fs::path> const &more,
                     fs::path const &module) {
  command all{tools.linker, "-o", module.string(), object.string()};
  if(!more.empty()) {
    all.push_back("--start-lib");
    for(fs::path const &m : more) { all.push_back(m.string()); }
    all.push_back("--end-lib");
  }
  // A patch is small; and threads do not survive the copying of the resident compiler.
  add(all,
      {"--threads=1", "--import-memory", "--strip-all", "--experimental-pic", "--unresolved-symbols=import-dynamic",
       "-shared", "--no-export-dynamic", "--export=__wasm_call_ctors", "--export-if-defined=__wasm_apply_data_relocs"});
  // What EM_ASM and EM_JS leave for the dynamic linker.
  for(char const *name : {"__start_em_asm", "__stop_em_asm", "__start_em_js", "__stop_em_js"}) {
    all.push_back(std::string{"--export-if-defined="} + name);
  }
  return all;
}

std::vector<fs::path> read_dependencies(std::string_view text) {
  std::vector<fs::path> files;
  std::size_t const colon{text.find(": ")};
  if(colon == text.npos) { return files; }
  std::string name;
  auto const take{[&] {
    if(!name.empty()) { files.emplace_back(std::exchange(name, {})); }
  }};
  for(std::size_t i{colon + 1}; i < text.size(); ++i) {
    char const c{text[i]};
    char const next{i + 1 < text.size() ? text[i + 1] : '\n'};
    if(c == '\\' && (next == ' ' || next == '#')) {
      name += next;
      ++i;
    } else if(c == '$' && next == '$') {
      name += '$';
      ++i;
    } else if(c == ' ' || c == '\n' || c == '\r' || (c == '\\' && (next == '\n' || next == '\r'))) {
      take();
    } else {
      name += c;
    }
  }
  take();
  return files;
}

} // namespace jank::server
