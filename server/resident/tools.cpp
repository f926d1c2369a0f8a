#include "tools.hpp"

#include "frontend.hpp"

#include <clang/FrontendTool/Utils.h>
#include <lld/Common/Driver.h>
#include <llvm-c/Target.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

LLD_HAS_DRIVER(wasm)

namespace jank::resident {

namespace {

// What `clang -cc1` does.
int run_frontend(std::unique_ptr<clang::CompilerInstance> compiler) {
  bool const succeeded{clang::ExecuteCompilerInvocation(compiler.get())};
  // Its memory goes with the process.
  [[maybe_unused]] auto *const left{compiler.release()};
  return succeeded ? 0 : 1;
}

int run_linker(std::vector<std::string> const &words) {
  std::vector<char const *> arguments;
  for(std::string const &word : words) { arguments.push_back(word.c_str()); }
  lld::Result const result{lld::lldMain(arguments, llvm::outs(), llvm::errs(), {{lld::Wasm, &lld::wasm::link}})};
  llvm::outs().flush();
  return result.retCode;
}

} // namespace

void warm_up() {
  LLVMInitializeWebAssemblyTargetInfo();
  LLVMInitializeWebAssemblyTarget();
  LLVMInitializeWebAssemblyTargetMC();
  LLVMInitializeWebAssemblyAsmPrinter();
  LLVMInitializeWebAssemblyAsmParser();

  std::error_code error;
  std::string base{std::filesystem::temp_directory_path(error) / "jank-patch-compiler-XXXXXX"};
  if(error || mkdtemp(base.data()) == nullptr) { return; }
  std::string const source{base + "/warm.cpp"};
  std::string const object{base + "/warm.o"};
  std::string const module{base + "/warm.wasm"};
  if(FILE *const f{std::fopen(source.c_str(), "w")}) {
    std::fputs("extern \"C\" int g(int); extern \"C\" int f(int n) { try { return n < 2 ? n : g(n) + g(n - 1); } "
               "catch(...) { return 0; } }\n",
               f);
    std::fclose(f);
    drive_clang({"clang++", "--driver-mode=g++", "-target", "wasm32-unknown-emscripten", "-fPIC", "-fwasm-exceptions",
                 "-O2", "-c", source, "-o", object},
                run_frontend);
    // Threads would not be there in the copies, which would wait for them.
    run_linker({"wasm-ld", "-o", module, object, "--threads=1", "--import-memory", "--strip-all", "--experimental-pic",
                "--unresolved-symbols=import-dynamic", "-shared", "--no-export-dynamic"});
    // Options may be given once: those of the copies come later.
    llvm::cl::ResetAllOptionOccurrences();
  }
  for(std::string const &file : {source, object, module}) { unlink(file.c_str()); }
  rmdir(base.c_str());
}

int run_tool(std::vector<std::string> const &words) {
  if(words.empty()) { return 1; }
  std::string const &program{words.front()};
  std::string const name{program.substr(program.rfind('/') + 1)};
  if(name.starts_with("clang")) { return drive_clang(words, run_frontend); }
  if(name.starts_with("wasm-ld")) { return run_linker(words); }
  llvm::errs() << "error: no tool '" << name << "' here\n";
  return 1;
}

} // namespace jank::resident
