#include "http/file_cache.hpp"
#include "net/child_process.hpp"
#include "net/tool_runner.hpp"
#include "patch/preamble.hpp"
#include "patch/temporary.hpp"

#include <fstream>
#include <iomanip>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

class direct_runner : public tool_runner {
public:
  direct_runner(net::io_context &context, patch_tools tools, fs::path folder)
      : context{context}, tools{std::move(tools)}, folder{std::move(folder)} {}

  net::awaitable<outcome> run(std::vector<command> steps, stopper stop) override {
    outcome all;
    for(command const &step : steps) {
      auto const child{std::make_shared<child_process>(context)};
      if(!child->start(step)) {
        all.status = 127;
        all.output += "error: " + step.front() + " cannot be run\n";
        co_return all;
      }
      *stop = [weak = std::weak_ptr{child}] {
        if(auto const running{weak.lock()}) { running->end(); }
      };
      child_result const result{co_await child_process::wait(child)};
      *stop = {};
      all.output += result.output;
      all.status = result.status;
      if(all.status != 0) { break; }
    }
    co_return all;
  }

  net::awaitable<outcome> prepare(headers includes) override {
    std::error_code error;
    if(fs::file_size(includes.file, error) == 0 || error) { co_return outcome{}; }
    temporary const dependencies{scratch(".d")};
    // A new name each time: somebody may be reading the old one.
    fs::path const pch{scratch(".pch")};
    outcome done{
        co_await run({precompile_command(tools, includes.c, includes.file, includes.folder, pch, dependencies.path)},
                     std::make_shared<std::function<void()>>())};
    if(done.status == 0) {
      precompiled[includes.key] = pch;
      done.inputs = read_dependencies(read_file(dependencies.path).value_or(""));
      done.inputs.push_back(pch);
    }
    co_return done;
  }

  void forget(std::string const &key) override {
    auto const found{precompiled.find(key)};
    if(found == precompiled.end()) { return; }
    std::error_code ignored;
    fs::remove(found->second, ignored);
    precompiled.erase(found);
  }

  net::awaitable<outcome> compile(compilation c, stopper stop) override {
    // They were made ready by the resident compiler, which has ended since.
    if(!c.includes.key.empty() && !precompiled.contains(c.includes.key)) { co_await prepare(c.includes); }
    temporary const dependencies{scratch(".d")};
    auto const ready{precompiled.find(c.includes.key)};
    fs::path const pch{ready == precompiled.end() ? fs::path{} : ready->second};
    temporary const rest{scratch(c.source.extension().native())};
    std::vector<command> steps{
        compile_command(tools, pch.empty() ? c.source : rest.path, c.object, pch, dependencies.path)};
    if(!pch.empty()) {
      // Headers without a guard must not be read twice.
      std::ofstream{rest.path} << "#line 1 " << std::quoted(c.source.string()) << '\n'
                               << without_preamble(read_file(c.source).value_or(""));
      steps.front().insert(steps.front().end(), {"-iquote", c.source.parent_path().string()});
    }
    steps.insert(steps.end(), c.steps.begin(), c.steps.end());
    outcome done{co_await run(std::move(steps), std::move(stop))};
    done.inputs = read_dependencies(read_file(dependencies.path).value_or(""));
    std::erase(done.inputs, rest.path);
    co_return done;
  }

private:
  fs::path scratch(std::string_view extension) {
    return folder / ("d" + std::to_string(++scratch_files) + std::string{extension});
  }

  net::io_context &context;
  patch_tools tools;
  fs::path folder;
  std::map<std::string, fs::path> precompiled; // by the key of the headers
  unsigned scratch_files{};
};

} // namespace

std::unique_ptr<tool_runner> make_direct_runner(net::io_context &context, patch_tools tools, fs::path folder) {
  return std::make_unique<direct_runner>(context, std::move(tools), std::move(folder));
}

} // namespace jank::server
