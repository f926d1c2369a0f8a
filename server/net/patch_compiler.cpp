#include "net/patch_compiler.hpp"

#include "http/file_cache.hpp"
#include "patch/callers.hpp"
#include "patch/preamble.hpp"
#include "patch/temporary.hpp"
#include "wire/hash.hpp"

#include <fstream>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

constexpr int most_running{2};
constexpr std::size_t most_kept{200};
constexpr int most_link_rounds{12};
// Each takes two processes of about 100 MB with <string> and <vector>: everything that the headers declare, and the copy that stands by.
constexpr std::size_t most_ready_headers{3};

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count();
}

void note_output(std::string const &output, int status, compiled_patch &result) {
  std::vector<diagnostic> said{read_diagnostics(output)};
  result.diagnostics.insert(result.diagnostics.end(), said.begin(), said.end());
  bool const told{std::ranges::any_of(said, [](diagnostic const &d) { return d.severity == "error"; })};
  // It has failed without a word that was understood: all of it, then.
  if(status != 0 && !told) {
    diagnostic d;
    d.severity = "error";
    d.message = output.empty() ? "the compiler ended with status " + std::to_string(status) : output;
    result.diagnostics.push_back(std::move(d));
  }
}

} // namespace

patch_compiler::patch_compiler(net::io_context &context, patch_tools tools, std::unique_ptr<tool_runner> runner,
                               fs::path folder, fs::path image)
    : context{context}, tools{std::move(tools)}, runner{std::move(runner)}, folder{std::move(folder)},
      image{std::move(image)} {
  std::error_code ignored;
  fs::remove_all(this->folder, ignored);
  fs::create_directories(this->folder, ignored);
}

fs::path patch_compiler::scratch(std::string_view extension) {
  return folder / ("s" + std::to_string(++scratch_files) + std::string{extension});
}

// The toolchain's own headers, hundreds of them, do not change under a server.
std::vector<patch_compiler::stamp> patch_compiler::stamps_of(std::vector<fs::path> const &files) const {
  std::vector<stamp> stamps;
  for(fs::path const &f : files) {
    if(f.native().starts_with(tools.sysroot.native() + '/')) { continue; }
    std::error_code error;
    stamps.push_back({f, fs::last_write_time(f, error)});
  }
  return stamps;
}

bool patch_compiler::unchanged(std::vector<stamp> const &stamps) {
  return std::ranges::all_of(stamps, [](stamp const &s) {
    std::error_code error;
    return fs::last_write_time(s.file, error) == s.time && !error;
  });
}

net::awaitable<compiled_patch> patch_compiler::compile(fs::path source) {
  auto const start{std::chrono::steady_clock::now()};
  auto const j{std::make_shared<job>(context)};
  if(auto const earlier{jobs.find(source)}; earlier != jobs.end()) {
    earlier->second->superseded = true;
    earlier->second->turn.cancel();
    if(*earlier->second->stop) { (*earlier->second->stop)(); }
  }
  jobs[source] = j;
  while(running >= most_running && !j->superseded) {
    waiting.push_back(j);
    j->turn.expires_at(std::chrono::steady_clock::time_point::max());
    co_await j->turn.async_wait(awaited);
    std::erase(waiting, j);
  }
  compiled_patch result;
  if(!j->superseded) {
    ++running;
    result = co_await work(source, j);
    --running;
  }
  // Whoever was woken and does not want to begin any more passes it on.
  wake_next();
  if(auto const mine{jobs.find(source)}; mine != jobs.end() && mine->second == j) { jobs.erase(mine); }
  result.superseded = j->superseded;
  result.total_ms = milliseconds_since(start);
  co_return result;
}

void patch_compiler::wake_next() {
  if(running < most_running && !waiting.empty()) { waiting.front()->turn.cancel(); }
}

net::awaitable<compiled_patch> patch_compiler::work(fs::path source, std::shared_ptr<job> j) {
  compiled_patch result;
  std::optional<std::string> text{read_file(source)};
  if(!text) {
    diagnostic d;
    d.severity = "error";
    d.message = source.string() + " cannot be read";
    result.diagnostics.push_back(std::move(d));
    co_return result;
  }
  std::string const key{content_hash(source.string() + '\n' + *text)};
  if(auto const kept{modules.find(key)}; kept != modules.end() && unchanged(kept->second.inputs)) {
    result.ok = result.cached = true;
    result.module = kept->second.module;
    result.diagnostics = kept->second.warnings;
    co_return result;
  }
  temporary const object{scratch(".o")};
  temporary const module{scratch(".wasm")};
  tool_runner::headers headers{headers_of(source, *text)};
  std::optional<std::vector<stamp>> const read_before{co_await prepare_headers(headers)};
  if(j->superseded) { co_return result; }
  // Headers that do not compile are for the source's own compilation to complain about.
  if(!read_before) { headers = {}; }
  tool_runner::outcome const made{co_await runner->compile(
      {source, object.path, headers, {link_command(tools, object.path, members_of[source], module.path)}}, j->stop)};
  if(j->superseded) { co_return result; }
  note_output(made.output, made.status, result);
  if(made.status != 0) { co_return result; }
  result.ok = co_await take_members(object.path, module.path, source, j->stop, result);
  if(!result.ok || j->superseded) { co_return result; }

  // The source itself is in the key.
  std::vector<fs::path> files{made.inputs};
  std::erase(files, source);
  std::vector<stamp> inputs{stamps_of(files)};
  if(read_before) { inputs.insert(inputs.end(), read_before->begin(), read_before->end()); }
  if(!modules.contains(key)) { module_order.push_back(key); }
  modules[key] = {std::move(inputs), result.module, result.diagnostics};
  if(module_order.size() > most_kept) {
    modules.erase(module_order.front());
    module_order.pop_front();
  }
  co_return result;
}

net::awaitable<void> patch_compiler::prepare(fs::path source) {
  if(auto const text{read_file(source)}) { co_await prepare_headers(headers_of(source, *text)); }
}

tool_runner::headers patch_compiler::headers_of(fs::path const &source, std::string const &text) {
  std::string const preamble{preamble_of(text)};
  bool const c{is_c(source)};
  bool const own_headers{preamble.find('"') != preamble.npos};
  std::string key{content_hash(preamble + (c ? "c" : "c++") + (own_headers ? source.parent_path().string() : ""))};
  fs::path file{folder / (key + (c ? ".h" : ".hpp"))};
  if(auto const before{read_file(file)}; before != preamble) { std::ofstream{file} << preamble; }
  return {std::move(key), std::move(file), source.parent_path(), c};
}

// The files that they consist of; nothing when they have errors.
net::awaitable<std::optional<std::vector<patch_compiler::stamp>>>
patch_compiler::prepare_headers(tool_runner::headers const &headers) {
  // It is not ended when a later save supersedes the one that needs it: that one needs it too.
  for(auto busy{preparing.find(headers.key)}; busy != preparing.end(); busy = preparing.find(headers.key)) {
    std::shared_ptr<net::steady_timer> const done{busy->second};
    co_await done->async_wait(awaited);
  }
  if(auto const known{ready_headers.find(headers.key)}; known != ready_headers.end()) {
    if(unchanged(known->second.inputs)) {
      known->second.last_use = ++uses;
      co_return known->second.inputs;
    }
    runner->forget(headers.key);
    ready_headers.erase(known);
  }
  auto const finished{std::make_shared<net::steady_timer>(context, std::chrono::steady_clock::time_point::max())};
  preparing[headers.key] = finished;
  tool_runner::outcome const done{co_await runner->prepare(headers)};
  preparing.erase(headers.key);
  finished->cancel();
  if(done.status != 0) { co_return std::nullopt; }
  std::vector<stamp> inputs{stamps_of(done.inputs)};
  ready_headers[headers.key] = {headers, inputs, ++uses};
  forget_oldest();
  co_return inputs;
}

void patch_compiler::forget_oldest() {
  if(ready_headers.size() <= most_ready_headers) { return; }
  auto const oldest{std::ranges::min_element(ready_headers, {}, [](auto const &h) { return h.second.last_use; })};
  runner->forget(oldest->first);
  ready_headers.erase(oldest);
}

// Links again, with members of the libraries, until nothing is missing that they have.
net::awaitable<bool> patch_compiler::take_members(fs::path object, fs::path module, fs::path source,
                                                  tool_runner::stopper stop, compiled_patch &result) {
  std::vector<fs::path> members{members_of[source]};
  std::set<std::string, std::less<>> missing;
  for(int round{}; round < most_link_rounds; ++round) {
    if(round > 0) {
      tool_runner::outcome const linked{co_await runner->run({link_command(tools, object, members, module)}, stop)};
      if(linked.status != 0) {
        note_output(linked.output, linked.status, result);
        co_return false;
      }
    }
    result.module = read_file(module).value_or("");
    std::optional<wasm_names> const names{read_wasm_names(result.module)};
    wasm_names const *const has{names_of_image()};
    // Without an image to compare with, the page will tell.
    if(!names || has == nullptr) { co_return true; }
    missing = missing_names(*names, *has);
    if(missing.empty()) {
      members_of[source] = members;
      co_return true;
    }
    std::size_t const before{members.size()};
    for(std::string const &symbol : missing) {
      std::optional<fs::path> const member{member_with(symbol)};
      if(member && std::ranges::find(members, *member) == members.end()) { members.push_back(*member); }
    }
    if(members.size() == before) { break; }
  }
  co_await explain_missing(std::move(missing), source, stop, result);
  co_return false;
}

net::awaitable<void> patch_compiler::explain_missing(std::set<std::string, std::less<>> missing, fs::path source,
                                                     tool_runner::stopper stop, compiled_patch &result) {
  temporary const assembly{scratch(".ll")};
  co_await runner->run({assembly_command(tools, source, assembly.path)}, stop);
  std::string const text{read_file(assembly.path).value_or("")};
  for(std::string const &symbol : missing) {
    diagnostic d{find_caller(text, symbol)};
    d.message = "'" + readable_name(symbol) + "' is called, but neither the image nor the C and C++ libraries have it";
    if(d.line > 0) {
      std::ifstream in{d.file};
      for(int line{}; line < d.line; ++line) { std::getline(in, d.source); }
    }
    result.diagnostics.push_back(std::move(d));
  }
}

// The member of the libraries that defines the symbol, as a file.
std::optional<fs::path> patch_compiler::member_with(std::string const &symbol) {
  if(!archives_read) {
    archives_read = true;
    for(fs::path const &path : library_archives(tools.sysroot)) {
      if(auto opened{archive::open(path)}) { archives.push_back(std::move(*opened)); }
    }
  }
  for(std::size_t i{}; i < archives.size(); ++i) {
    std::optional<std::size_t> const member{archives[i].member_of(symbol)};
    if(!member) { continue; }
    fs::path const file{folder / ("member-" + std::to_string(i) + "-" + std::to_string(*member) + ".o")};
    if(fs::exists(file)) { return file; }
    if(auto const bytes{archives[i].extract(*member)}) {
      std::ofstream{file, std::ios::binary} << *bytes;
      return file;
    }
  }
  return {};
}

wasm_names const *patch_compiler::names_of_image() {
  if(!image_names) { image_names = read_wasm_names(read_file(image).value_or("")); }
  return image_names ? &*image_names : nullptr;
}

} // namespace jank::server
