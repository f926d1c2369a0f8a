#include "hot_reload/registry.hpp"

#include "host/host.hpp"
#include "hot_reload/files.hpp"
#include "hot_reload/guard.hpp"
#include "hot_reload/history.hpp"
#include "hot_reload/module_check.hpp"
#include "hot_reload/side_loader.hpp"
#include "hot_reload/statistics.hpp"
#include "hot_reload/transaction.hpp"
#include "memory/heap.hpp"
#include "memory/safepoint.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"
#include "patch/table.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

// library_loader.js: the image's memory, in bytes.
extern "C" std::uint32_t jank_memory_size();

namespace jank::hot_reload {

using namespace object;

namespace {

// The table function that JANK_PATCH makes carries the version of the ABI in its name.
constexpr std::string_view table_prefix = "jank_patch_v";
constexpr char const *table_function = "jank_patch_v1";
constexpr char const *unit_function = "jank_unit"; // of patches compiled from jank

std::deque<load_record> done;
load_counts counts{};

void forget_oldest() {
  while(done.size() > history_limit()) { done.pop_front(); }
}

[[noreturn]] void refuse(std::string const &why) { throw_error(error_kind::loader, why); }

// Imports that tell how the patch was compiled, by how they begin.
struct telling_import {
  std::string_view prefix;
  char const *advice;
};
constexpr telling_import telling_imports[]{
    {"getTempRet0", "this patch passes 64-bit integers in two halves: compile it with -sWASM_BIGINT"},
    {"setTempRet0", "this patch passes 64-bit integers in two halves: compile it with -sWASM_BIGINT"},
    {"invoke_", "this patch throws by way of JavaScript: compile it with -fwasm-exceptions"},
    {"__cxa_find_matching_catch", "this patch catches by way of JavaScript: compile it with -fwasm-exceptions"},
    {"__resumeException", "this patch catches by way of JavaScript: compile it with -fwasm-exceptions"},
};

void check_imports(module_outline const &outline) {
  std::string missing;
  auto const note{[&](std::string const &name) {
    for(telling_import const &t : telling_imports) {
      if(name.starts_with(t.prefix)) { refuse(t.advice); }
    }
    missing += (missing.empty() ? "" : ", ") + name;
  }};
  for(std::string const &name : outline.imported_functions) {
    if(!image_has_function(name) && !outline.has_export(name)) { note(name); }
  }
  for(std::string const &name : outline.imported_addresses) {
    if(!image_has_address(name) && !outline.has_export(name)) { note(name); }
  }
  if(!missing.empty()) {
    refuse("this image does not have what the patch needs: " + missing +
           "; put it into the patch itself, or build the image with EXPORT_ALL=1");
  }
}

// Exports that are named like vars (JANK_BIND).
std::vector<std::string> named_exports(module_outline const &outline) {
  std::vector<std::string> names;
  for(std::string const &e : outline.exports) {
    if(e.find('/') != std::string::npos) { names.push_back(e); }
  }
  return names;
}

std::string find_table(module_outline const &outline, std::string const &wanted) {
  if(!wanted.empty()) {
    if(!outline.has_export(wanted)) { refuse("this patch exports no table function " + wanted); }
    return wanted;
  }
  if(outline.has_export(table_function)) { return table_function; }
  for(std::string const &e : outline.exports) {
    if(e.starts_with(table_prefix)) {
      refuse("this patch was made for version " + e.substr(table_prefix.size()) +
             " of the patch ABI, the image has version 1: compile it again with this image's jank/patch.h");
    }
  }
  refuse("this patch has no table: it needs JANK_PATCH({...}), see jank/patch.h");
}

// A damaged patch may point anywhere; reading behind the end of memory would be a trap.
bool is_text(char const *text) {
  constexpr std::size_t longest{1000};
  auto const at{reinterpret_cast<std::uintptr_t>(text)};
  std::size_t const size{jank_memory_size()};
  return at < size && std::memchr(text, 0, std::min(longest, size - at)) != nullptr;
}

void check_rows(jank_patch_symbol const *rows, int count) {
  auto const at{reinterpret_cast<std::uintptr_t>(rows)};
  std::size_t const size{jank_memory_size()};
  if(rows == nullptr || count <= 0) { refuse("the table of this patch is empty"); }
  if(at >= size || at % alignof(jank_patch_symbol) != 0 ||
     static_cast<std::size_t>(count) > (size - at) / sizeof(jank_patch_symbol)) {
    refuse("this patch is damaged: its table lies outside of memory");
  }
  for(int i{}; i < count; ++i) {
    if((rows[i].qualified_name != nullptr && !is_text(rows[i].qualified_name)) ||
       (rows[i].signature != nullptr && !is_text(rows[i].signature))) {
      refuse("this patch is damaged: row " + std::to_string(i) + " of its table holds no text");
    }
  }
}

std::vector<jank_patch_symbol> read_table(void *handle, std::string const &table) {
  void *const table_of{find_symbol(handle, table.c_str())};
  if(std::string const wrong{check_function(table_of, 1)}; !wrong.empty()) {
    refuse(table + " is no table function: it " + wrong);
  }
  int count{};
  auto const *const rows{reinterpret_cast<jank_patch_symbol const *>(
      call_guarded(table_of, reinterpret_cast<word>(&count), "reading the patch's table"))};
  check_rows(rows, count);
  return {rows, rows + count};
}

void load_cpp(std::vector<std::uint8_t> const &module, module_outline const &outline, std::string const &wanted,
              stage_watch &watch) {
  std::vector<std::string> const names{wanted.empty() ? named_exports(outline) : std::vector<std::string>{}};
  std::string const table{names.empty() || outline.has_export(table_function) ? find_table(outline, wanted)
                                                                              : std::string{}};
  void *const handle{open_side_module(module, outline)};
  std::vector<jank_patch_symbol> symbols;
  if(!table.empty()) { symbols = read_table(handle, table); }
  std::vector<std::string> signatures(names.size());
  for(std::size_t i{}; i < names.size(); ++i) {
    void *const f{find_symbol(handle, names[i].c_str())};
    signatures[i] = std::to_string(parameter_count_of(f));
    symbols.push_back({names[i].c_str(), signatures[i].c_str(), f});
  }
  auto const functions{patch::check_table(symbols, patch::missing_namespace::refused, check_function)};
  watch.lap(stage::load);
  for(patch::bound_function const &f : functions) { ns::bind_root(f.target, f.value); }
  watch.lap(stage::run);
}

void load_jank(std::vector<std::uint8_t> const &module, module_outline const &outline, bool linker,
               stage_watch &watch) {
  memory::rooted<unit::unit *> const u{linker ? open_jank_unit(module, outline) : load_jank_unit(module, outline)};
  watch.lap(stage::load);
  call_guarded(reinterpret_cast<void *>(u->init), object::nil_bits, "the patch");
  watch.lap(stage::run);
}

// What a patch does to *ns* and to bindings ends with its load.
struct load_scope {
  ns::name_space *current{ns::current_namespace()};
  std::size_t depth{ns::binding_depth()};
  load_scope() = default;
  load_scope(load_scope const &) = delete;
  load_scope &operator=(load_scope const &) = delete;
  ~load_scope() {
    ns::pop_bindings_to(depth);
    ns::set_current_namespace(current);
  }
};

load_record load(std::string const &path, std::string const &table, door through) {
  double const start{jank_host_now_ms()};
  stage_watch watch;
  load_scope const scope;
  load_record record{};
  record.path = path;
  std::vector<std::uint8_t> const module{read_patch(path)};
  record.bytes = static_cast<std::uint32_t>(module.size());
  module_outline const outline{outline_module(module)};
  check_by_engine(module);
  check_imports(outline);
  watch.lap(stage::read);
  auto const transacted{[&](auto &&body) {
    load_result const result{transact({load_kind::patch, path}, body)};
    for(ns::var *const v : result.bound) { record.bound.push_back(qualified_name(v)); }
  }};
  if(outline.has_export(unit_function)) {
    if(!table.empty()) { refuse("this patch was compiled from jank: it has no table function " + table); }
    record.kind = "jank";
    record.through = through == door::dynamic_linker ? "dlopen" : "direct";
    transacted([&] { load_jank(module, outline, record.through == "dlopen", watch); });
  } else {
    if(through == door::direct) { refuse("a C++ patch is loaded by dlopen, not by the direct loader"); }
    record.kind = "c++";
    record.through = "dlopen";
    transacted([&] { load_cpp(module, outline, table, watch); });
  }
  record.milliseconds = jank_host_now_ms() - start;
  return record;
}

} // namespace

load_record load_patch(std::string const &path, std::string const &table, door through) {
  // One patch after the other need not run any code with a safepoint of its own.
  if(jank_safepoint_request != 0) { jank_safepoint(); }
  try {
    load_record made{load(path, table, through)};
    made.number = ++counts.loaded;
    counts.bound += static_cast<std::uint32_t>(made.bound.size());
    done.push_back(made);
    forget_oldest();
    return made;
  } catch(...) {
    ++counts.refused;
    throw;
  }
}

std::deque<load_record> const &loads() {
  forget_oldest();
  return done;
}

load_counts const &counts_of_loads() { return counts; }

} // namespace jank::hot_reload
