#include "frontend.hpp"

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Driver/Compilation.h>
#include <clang/Driver/Driver.h>
#include <clang/Driver/Tool.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <llvm/Support/raw_ostream.h>

namespace jank::resident {

namespace {

// `arguments` are what the driver calls the compiler itself with, behind "-cc1".
int prepare_frontend(llvm::ArrayRef<char const *> arguments, char const *program, frontend const &run) {
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
  return run(std::move(compiler));
}

} // namespace

int drive_clang(std::vector<std::string> const &words, frontend const &run) {
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> const options{new clang::DiagnosticOptions{}};
  llvm::IntrusiveRefCntPtr<clang::DiagnosticIDs> const ids{new clang::DiagnosticIDs{}};
  clang::DiagnosticsEngine diagnostics{ids, options, new clang::TextDiagnosticPrinter{llvm::errs(), options.get()}};
  clang::driver::Driver driver{words.front(), "wasm32-unknown-emscripten", diagnostics};
  std::vector<char const *> arguments;
  for(std::string const &word : words) { arguments.push_back(word.c_str()); }
  std::unique_ptr<clang::driver::Compilation> const compilation{driver.BuildCompilation(arguments)};
  if(!compilation || compilation->containsError() || diagnostics.hasErrorOccurred()) { return 1; }
  for(clang::driver::Command const &job : compilation->getJobs()) {
    llvm::ArrayRef<char const *> const given{job.getArguments()};
    if(given.empty() || llvm::StringRef{given.front()} != "-cc1") {
      llvm::errs() << "error: only compiling is done here, linking is a step of its own\n";
      return 1;
    }
    if(int const status{prepare_frontend(given.drop_front(), words.front().c_str(), run)}; status != 0) {
      return status;
    }
  }
  return 0;
}

} // namespace jank::resident
