#include "hot_reload/registry.hpp"

#include "hot_reload/files.hpp"
#include "hot_reload/module_check.hpp"
#include "hot_reload/side_loader.hpp"
#include "host/host.hpp"
#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/error.hpp"
#include "patch/table.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

// The table function that JANK_PATCH makes carries the version of the ABI in its name.
constexpr char const *table_prefix = "jank_patch_v";
constexpr char const *table_function = "jank_patch_v1";

std::vector<load_record> done;
std::uint32_t refused{};

[[noreturn]] void refuse(std::string const &why) { throw_error(error_kind::loader, why); }

void check_imports(module_outline const &outline) {
  std::string missing;
  for(std::string const &name : outline.imported_functions) {
    if(!image_has_function(name) && !outline.has_export(name)) { missing += (missing.empty() ? "" : ", ") + name; }
  }
  if(!missing.empty()) {
    refuse("this image has no function " + missing +
           "; link it into the patch, or export it from the image (--em-flag -sEXPORTED_FUNCTIONS=...)");
  }
}

// emcc before version 4 splits the i64 of a side module's imports in two unless it is told not to.
void check_integers(module_outline const &outline) {
  for(std::string const &name : outline.imported_functions) {
    if(name == "getTempRet0" || name == "setTempRet0") {
      refuse("this patch passes 64-bit integers in two halves: compile it with -sWASM_BIGINT");
    }
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
      refuse("this patch was made for version " + e.substr(std::char_traits<char>::length(table_prefix)) +
             " of the patch ABI, the image has version 1: compile it again with this image's jank/patch.h");
    }
  }
  refuse("this patch has no table: it needs JANK_PATCH({...}), see jank/patch.h");
}

void load_cpp(std::vector<std::uint8_t> const &module, module_outline const &outline, std::string const &wanted,
              load_record &record) {
  check_integers(outline);
  std::vector<std::string> const names{wanted.empty() ? named_exports(outline) : std::vector<std::string>{}};
  std::string const table{names.empty() || outline.has_export(table_function) ? find_table(outline, wanted)
                                                                               : std::string{}};
  void *const handle{open_side_module(module)};
  std::vector<jank_patch_symbol> symbols;
  if(!table.empty()) {
    auto *const table_of{
        reinterpret_cast<jank_patch_symbol const *(*)(int *)>(find_symbol(handle, table.c_str()))};
    int count{};
    jank_patch_symbol const *const rows{table_of(&count)};
    if(rows == nullptr || count <= 0) { refuse("the table of this patch is empty"); }
    symbols.assign(rows, rows + count);
  }
  std::vector<std::string> signatures;
  signatures.reserve(names.size());
  for(std::string const &n : names) {
    void *const f{find_symbol(handle, n.c_str())};
    signatures.push_back(std::to_string(parameter_count_of(f)));
    symbols.push_back({n.c_str(), signatures.back().c_str(), f});
  }
  auto const functions{patch::check_table(symbols, patch::missing_namespace::refused, parameter_count_of)};
  for(patch::bound_function const &f : functions) {
    ns::bind_root(f.target, f.value);
    f.target->origin = make_keyword("patch");
    record.bound.push_back(qualified_name(f.target));
  }
}

} // namespace

load_record const &load_patch(std::string const &path, std::string const &table, door through) {
  double const start{jank_host_now_ms()};
  load_record record{};
  record.path = path;
  try {
    std::vector<std::uint8_t> const module{read_patch(path)};
    record.bytes = static_cast<std::uint32_t>(module.size());
    module_outline const outline{outline_module(module)};
    check_imports(outline);
    if(outline.has_export("jank_unit")) {
      record.kind = "jank";
      record.through = through == door::dynamic_linker ? "dlopen" : "direct";
      unit::unit *const u{through == door::dynamic_linker ? open_jank_unit(module)
                                                          : load_jank_unit(module, outline)};
      record.bound = run_unit_noting_vars(u);
    } else {
      if(through == door::direct) { refuse("a C++ patch is loaded by dlopen, not by the direct loader"); }
      record.kind = "c++";
      record.through = "dlopen";
      load_cpp(module, outline, table, record);
    }
  } catch(...) {
    ++refused;
    throw;
  }
  record.number = static_cast<std::uint32_t>(done.size() + 1);
  record.milliseconds = jank_host_now_ms() - start;
  done.push_back(std::move(record));
  return done.back();
}

std::vector<load_record> const &loads() { return done; }
std::uint32_t refused_loads() { return refused; }

} // namespace jank::hot_reload
