#include "zygote.hpp"

#include "frontend.hpp"
#include "patch/preamble.hpp"
#include "populate.hpp"
#include "standard_uses.hpp"
#include "steps.hpp"
#include "workers.hpp"

#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/Pragma.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <clang/Sema/Sema.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <optional>
#include <unistd.h>
#include <utility>

namespace jank::resident {

namespace json = llvm::json;

namespace {

// Stands where the headers end and the source begins.
constexpr char const *pragma_name{"jank_source"};

struct compilation {
  std::int64_t id{};
  std::string source;
  std::string object;
  std::vector<std::vector<std::string>> steps;
};

compilation read_compilation(json::Object const &message) {
  compilation c;
  c.id = message.getInteger("id").value_or(0);
  c.source = message.getString("source").value_or("").str();
  c.object = message.getString("object").value_or("").str();
  c.steps = read_steps(message);
  return c;
}

json::Array to_json(llvm::ArrayRef<std::string> names) {
  json::Array list;
  for(std::string const &name : names) { list.push_back(json::fixUTF8(name)); }
  return list;
}

class every_file : public clang::DependencyCollector {
public:
  bool needSystemDependencies() override { return true; }
};

class zygote {
public:
  zygote(channel own, headers const &wanted) : own{own}, wanted{wanted}, workers{this->own} {}

  [[noreturn]] void run() {
    // With what the uses make of them, unless these do not go with the headers: a macro may have one of their words.
    drive();
    uses = "";
    int const status{drive()};
    own.send(json::Object{{"id", wanted.id}, {"status", status == 0 ? 1 : status}, {"output", captured_output()}});
    _exit(0);
  }

  // In the preprocessor, at the end of the headers. True in workers, which have a job; false when the headers have errors.
  bool serve(clang::CompilerInstance &compiler) {
    compiler.getSema().PerformPendingInstantiations();
    if(compiler.getDiagnostics().hasErrorOccurred()) { return false; }
    own.send(json::Object{{"id", wanted.id},
                          {"status", 0},
                          {"output", captured_output()},
                          {"inputs", to_json(files->getDependencies())}});
    header_files = files->getDependencies().size();
    while(true) {
      if(!standby && workers.all().empty()) {
        if(stand_by()) { return true; }
      }
      bool const more{workers.wait([&](std::string const &line, json::Object const &message) {
        if(auto const cancelled{message.getInteger("cancel")}) {
          workers.cancel(*cancelled);
        } else if(!job) {
          take(line, message);
        }
      })};
      if(job) { return true; }
      if(!more) { _exit(0); }
    }
  }

  void enter_source(clang::Preprocessor &preprocessor) {
    clang::SourceManager &sources{preprocessor.getSourceManager()};
    auto text{llvm::MemoryBuffer::getFile(job->source, /*IsText=*/false, /*RequiresNullTerminator=*/true,
                                          /*IsVolatile=*/true)};
    auto const file{preprocessor.getFileManager().getOptionalFileRef(job->source)};
    if(!text || !file) {
      llvm::errs() << "error: " << job->source << " cannot be read\n";
      answer(1);
    }
    // Headers without a guard must not be read twice. A source that was saved again meanwhile may have other includes.
    std::string_view const given{(*text)->getBuffer()};
    if(server::preamble_of(given) == includes) {
      sources.overrideFileContents(*file,
                                   llvm::MemoryBuffer::getMemBufferCopy(server::without_preamble(given), job->source));
    }
    clang::FileID const id{sources.createFileID(*file, clang::SourceLocation{}, clang::SrcMgr::C_User)};
    sources.setMainFileID(id);
    preprocessor.EnterSourceFile(id, nullptr, clang::SourceLocation{});
  }

private:
  class source_handler : public clang::PragmaHandler {
  public:
    source_handler(zygote &z, clang::CompilerInstance &compiler)
        : PragmaHandler{pragma_name}, z{z}, compiler{compiler} {}
    void HandlePragma(clang::Preprocessor &preprocessor, clang::PragmaIntroducer, clang::Token &name) override {
      bool const ours{!z.job && preprocessor.getSourceManager().isInMainFile(name.getLocation())};
      preprocessor.DiscardUntilEndOfDirective();
      if(ours && z.serve(compiler)) { z.enter_source(preprocessor); }
    }

  private:
    zygote &z;
    clang::CompilerInstance &compiler;
  };

  class action : public clang::EmitObjAction {
  public:
    explicit action(zygote &z) : z{z} {}
    bool BeginSourceFileAction(clang::CompilerInstance &compiler) override {
      compiler.getPreprocessor().AddPragmaHandler(new source_handler{z, compiler});
      return EmitObjAction::BeginSourceFileAction(compiler);
    }

  private:
    zygote &z;
  };

  int drive() {
    return drive_clang(wanted.command, [this](auto compiler) { return compile(std::move(compiler)); });
  }

  // Returns only when the headers have errors, or did not reach their end.
  int compile(std::unique_ptr<clang::CompilerInstance> compiler) {
    // LLVM's own options, as clang takes them.
    std::vector<char const *> options{"clang"};
    for(std::string const &o : compiler->getFrontendOpts().LLVMArgs) { options.push_back(o.c_str()); }
    llvm::cl::ParseCommandLineOptions(static_cast<int>(options.size()), options.data());

    auto const file{llvm::MemoryBuffer::getFile(wanted.file)};
    if(!file) { return 1; }
    includes = (*file)->getBuffer();
    std::string const text{includes + uses + "#pragma " + pragma_name + "\n"};
    compiler->getPreprocessorOpts().addRemappedFile(wanted.file,
                                                    llvm::MemoryBuffer::getMemBufferCopy(text, wanted.file).release());
    files = std::make_shared<every_file>();
    compiler->addDependencyCollector(files);
    llvm::SmallString<0> object;
    compiler->setOutputStream(std::make_unique<llvm::raw_svector_ostream>(object));
    action a{*this};
    bool const succeeded{compiler->ExecuteAction(a) && !compiler->getDiagnostics().hasErrorOccurred()};
    [[maybe_unused]] auto *const left{compiler.release()};
    if(!job) { return 1; }
    if(!succeeded) { answer(1); }
    finish(object);
  }

  // The worker's end.
  [[noreturn]] void finish(llvm::StringRef object) {
    std::error_code error;
    llvm::raw_fd_ostream out{job->object, error};
    out << object;
    out.close();
    if(error || out.has_error()) {
      llvm::errs() << "error: " << job->object << " cannot be written\n";
      answer(1);
    }
    answer(run_steps(job->steps));
  }
  [[noreturn]] void answer(int status) {
    own.send(json::Object{{"id", job->id},
                          {"status", status},
                          {"output", captured_output()},
                          {"inputs", to_json(files->getDependencies().drop_front(header_files))}});
    // No destructors: the process ends, and they take milliseconds.
    _exit(0);
  }
  // True in the copy that stood by, when it has a job.
  bool stand_by() {
    std::optional<worker> const made{fork_worker(own)};
    if(made) {
      if(made->pid > 0) { standby = workers.add(*made).pid; }
      return false;
    }
    workers.abandon();
    populate_memory(own.input());
    while(!job) {
      if(!own.receive([this](std::string const &, json::Object const &message) { job = read_compilation(message); })) {
        _exit(0);
      }
    }
    return true;
  }

  // A job: the one that stands by has it, or else a copy is made for it. `job` is set in that copy.
  void take(std::string const &line, json::Object const &message) {
    std::int64_t const id{message.getInteger("id").value_or(0)};
    if(worker *const ready{workers.find(std::exchange(standby, 0))}) {
      ready->jobs.insert(id);
      ready->to.forward(line);
      return;
    }
    std::optional<worker> made{fork_worker(own)};
    if(!made) {
      workers.abandon();
      job = read_compilation(message);
    } else if(made->pid < 0) {
      own.send(json::Object{{"id", id}, {"status", 1}, {"output", "error: no process can be started\n"}});
    } else {
      made->jobs.insert(id);
      workers.add(*made);
    }
  }

  channel own;
  headers const &wanted;
  worker_set workers;
  pid_t standby{};                // 0 for none
  std::optional<compilation> job; // of a worker
  std::shared_ptr<every_file> files;
  std::string includes; // what the headers are
  std::string uses{standard_uses};
  std::size_t header_files{};
};

} // namespace

void run_zygote(channel own, headers const &wanted) { zygote{own, wanted}.run(); }

} // namespace jank::resident
