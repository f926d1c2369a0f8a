// What it means that a file was saved.

#include "live.hpp"

#include "http/paths.hpp"

#include <cstdio>
#include <iostream>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds linking_pause{400};

bool is_jank(fs::path const &file) {
  fs::path const e{file.extension()};
  return e == ".jank" || e == ".cljc" || e == ".clj";
}

bool is_c_source(fs::path const &file) {
  fs::path const e{file.extension()};
  return e == ".cpp" || e == ".cc" || e == ".c";
}

bool is_header(fs::path const &file) {
  fs::path const e{file.extension()};
  return e == ".h" || e == ".hpp";
}

std::string in_milliseconds(double ms) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f ms", ms);
  return text;
}

} // namespace

bool live::is_of_build(fs::path const &file) const {
  return file == given.build_folder / (given.program + ".wasm") || file == given.build_folder / (given.program + ".js");
}

void live::saved(std::vector<fs::path> changed) {
  std::vector<fs::path> sources;
  for(fs::path const &file : changed) {
    bool const in_patches{!path_below(given.patches, file).empty()};
    if(is_of_build(file)) {
      build_quiet.expires_after(linking_pause);
      if(!build_settling) { net::co_spawn(context, build_saved(), net::detached); }
      build_settling = true;
    } else if(is_jank(file) && !path_below(given.sources, file).empty()) {
      sources.push_back(file);
    } else if(in_patches && is_c_source(file)) {
      net::co_spawn(context, patch_saved(file), net::detached);
    } else if(is_header(file)) {
      // Those that do not include it are in the cache, save those that do not compile, which may do so now.
      std::set<fs::path> patches{live_patches};
      patches.insert(failing_patches.begin(), failing_patches.end());
      for(fs::path const &patch : patches) { net::co_spawn(context, patch_saved(patch), net::detached); }
    } else {
      asset_saved(file);
    }
  }
  if(!sources.empty()) { reload(sources); }
}

void live::reload(std::vector<fs::path> const &changed) {
  std::vector<std::string> names;
  for(fs::path const &file : changed) { names.push_back(path_below(given.sources, file)); }
  way.reload(names, given.dependents, [this, names](json::object answer) {
    for(char const *key : {"out", "err"}) {
      if(auto const text{text_at(answer, key)}) { tell(*text); }
    }
    if(auto const text{text_at(answer, "err")}) { way.tell_editors(*text); }
    if(has_status(answer, "kept")) {
      tell("saved " + names.front() + (names.size() > 1 ? " ..." : "") + ": the next page gets it");
    }
  });
}

void live::asset_saved(fs::path const &file) {
  std::string const path{path_below(served.public_folders, file)};
  // What a build leaves below its folder is no asset.
  bool const own{!path.empty() && (path.find('/') == path.npos || !path_below(given.assets, file).empty())};
  if(!own || served.file_of({"GET", "/" + path, "", "", ""}) != file) { return; }
  tell("saved " + path);
  way.asset_changed(path);
}

net::awaitable<void> live::patch_saved(fs::path file) {
  if(!compiler) {
    tell("saved " + file.string() + ", but there is no compiler for it");
    co_return;
  }
  std::string const shown{path_below(given.patches, file)};
  way.show_state("compiling", shown);
  compiled_patch patch{co_await compiler->compile(file)};
  if(patch.superseded) { co_return; }
  way.show_state("idle", shown);
  show(file, patch.diagnostics);
  if(!patch.ok) {
    failing_patches.insert(file);
    tell(shown + " does not compile");
    co_return;
  }
  failing_patches.erase(file);
  bool const is_new{live_patches.insert(file).second};
  // A header was saved that it does not include.
  if(patch.cached && !is_new && last_sent[file] == patch.module) { co_return; }
  last_sent[file] = patch.module;
  std::size_t const size{patch.module.size()};
  tell(shown + ": " + (patch.cached ? "as compiled before" : "compiled in " + in_milliseconds(patch.total_ms)) + ", " +
       std::to_string(size) + " bytes");
  // By the name of a module, as it no longer is a source.
  way.load_module(fs::path{shown}.replace_extension(".wasm"), "c++", std::move(patch.module),
                  [this, shown](json::object answer) {
                    for(char const *key : {"err", "ex"}) {
                      if(auto const text{text_at(answer, key)}) {
                        tell(shown + ": " + *text);
                        way.tell_editors(shown + ": " + *text + (text->ends_with('\n') ? "" : "\n"));
                      }
                    }
                    if(has_status(answer, "kept")) { tell(shown + ": the next page gets it"); }
                  });
}

// A link writes two files, and takes its time between them.
net::awaitable<void> live::build_saved() {
  while(std::get<0>(co_await build_quiet.async_wait(awaited))) {}
  build_settling = false;
  std::string const build{build_id(given.build_folder, given.program)};
  if(build == served.build) { co_return; }
  served.build = build;
  tell("another build: " + build);
  if(compiler) { compiler->image_changed(); }
  way.build_changed(build);
}

void live::show(fs::path const &patch, std::vector<diagnostic> const &diagnostics) {
  problems[patch] = diagnostics;
  // The list takes the place of what was shown before: those of other files that stay as they are belong to it.
  std::vector<diagnostic> shown{diagnostics};
  for(auto const &[file, others] : problems) {
    if(file != patch) { shown.insert(shown.end(), others.begin(), others.end()); }
  }
  way.show_diagnostics(to_json(shown));
  if(diagnostics.empty()) { return; }
  std::string all;
  for(diagnostic const &d : diagnostics) { all += to_text(d) + "\n"; }
  tell(all);
  way.tell_editors(all);
}

// By the name that a page has for it: a whole path, one from where the server was started, or one below a folder.
std::optional<fs::path> live::find_source(std::string const &name) const {
  std::vector<fs::path> folders{given.sources};
  folders.insert(folders.end(), given.patches.begin(), given.patches.end());
  if(auto const found{find_below(folders, name)}) { return found; }
  std::error_code error;
  fs::path const whole{fs::absolute(name, error).lexically_normal()};
  std::string const below{error ? "" : path_below(folders, whole)};
  return below.empty() ? std::nullopt : find_below(folders, below);
}

} // namespace jank::server
