#include "tools.hpp"

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Tool.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
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

std::vector<char const *> pointers_to(std::vector<std::string> const &words) {
  std::vector<char const *> pointers;
  for(std::string const &word : words) { pointers.push_back(word.c_str()); }
  return pointers;
}

// The compiler itself, behind the driver: what `clang -cc1` does.
int run_frontend(llvm::ArrayRef<char const *> arguments, char const *program) {
  auto compiler{std::make_unique<clang::CompilerInstance>()};
  llvm::IntrusiveRefCntPtr<clang::DiagnosticIDs> const ids{new clang::DiagnosticIDs{}};
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> const options{new clang::DiagnosticOptions{}};
  auto *const buffer{new clang::TextDiagnosticBuffer};
  clang::DiagnosticsEngine early{ids, options, buffer};
  bool const understood{
      clang::CompilerInvocation::CreateFromArgs(compiler->getInvocation(), arguments, early, program)};
  // A header is precompiled in the way of emcc's clang, whatever the time is.
  compiler->getFrontendOpts().IncludeTimestamps = false;
  compiler->createDiagnostics();
  if(!compiler->hasDiagnostics()) { return 1; }
  buffer->FlushDiagnostics(compiler->getDiagnostics());
  if(!understood) {
    compiler->getDiagnosticClient().finish();
    return 1;
  }
  bool const succeeded{clang::ExecuteCompilerInvocation(compiler.get())};
  // Its memory goes with the process.
  [[maybe_unused]] auto *const left{compiler.release()};
  return succeeded ? 0 : 1;
}

int run_clang(std::vector<std::string> const &words) {
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> const options{new clang::DiagnosticOptions{}};
  llvm::IntrusiveRefCntPtr<clang::DiagnosticIDs> const ids{new clang::DiagnosticIDs{}};
  clang::DiagnosticsEngine diagnostics{ids, options, new clang::TextDiagnosticPrinter{llvm::errs(), options.get()}};
  clang::driver::Driver driver{words.front(), "wasm32-unknown-emscripten", diagnostics};
  std::vector<char const *> const arguments{pointers_to(words)};
  std::unique_ptr<clang::driver::Compilation> const compilation{driver.BuildCompilation(arguments)};
  if(!compilation || compilation->containsError() || diagnostics.hasErrorOccurred()) { return 1; }
  for(clang::driver::Command const &job : compilation->getJobs()) {
    llvm::ArrayRef<char const *> const given{job.getArguments()};
    if(given.empty() || llvm::StringRef{given.front()} != "-cc1") {
      llvm::errs() << "error: only compiling is done here, linking is a step of its own\n";
      return 1;
    }
    if(int const status{run_frontend(given.drop_front(), words.front().c_str())}; status != 0) { return status; }
  }
  return 0;
}

int run_linker(std::vector<std::string> const &words) {
  std::vector<char const *> const arguments{pointers_to(words)};
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
    run_clang({"clang++", "--driver-mode=g++", "-target", "wasm32-unknown-emscripten", "-fPIC", "-fwasm-exceptions",
               "-O2", "-c", source, "-o", object});
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
  if(name.starts_with("clang")) { return run_clang(words); }
  if(name.starts_with("wasm-ld")) { return run_linker(words); }
  llvm::errs() << "error: no tool '" << name << "' here\n";
  return 1;
}

} // namespace jank::resident
