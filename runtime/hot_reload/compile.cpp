#include "hot_reload/compile.hpp"

#include "codegen/merge.hpp"
#include "codegen/object_file.hpp"
#include "codegen/side_module.hpp"
#include "codegen/stored_code.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"
#include "hot_reload/reachable.hpp"
#include "namespace/linked_native.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"
#include "unit/loading.hpp"
#include "unit/unit.hpp"

#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <set>

namespace jank::hot_reload {

namespace {

using codegen::unit_code;

struct collected_unit {
  std::string name;
  std::vector<unit_code> forms;
  std::string path;            // of its file; "" for the files of the request
  std::set<std::string> wants; // names of the units it required, whether or not they were loaded then
};

class collector : public code_observer {
public:
  collector() : before_{observe_code(this)} {
    required_before_ = unit::observe_requires([this](std::string const &name) {
      if(!open_.empty()) { open_.back()->wants.insert(name); }
    });
  }
  ~collector() override {
    observe_code(before_);
    unit::observe_requires(required_before_);
  }

  void see(unit_code const &form) override { open_.back()->forms.push_back(form); }

  void begin_file(std::string const &unit_name, std::string const &path) override {
    if(!open_.empty()) { open_.back()->wants.insert(unit_name); }
    collected_unit &u{units_.emplace_back()};
    u.name = unit_name;
    u.path = path;
    open_.push_back(&u);
  }

  // A file that was loaded again (:reload) is in the program once; its latest code counts.
  void end_file(bool whole) override {
    collected_unit *const u{open_.back()};
    open_.pop_back();
    if(!whole) { return; }
    order_.push_back(u);
    finished_[u->name] = u;
  }

  // In the order in which they were finished; the first ones need none of the later ones, save in functions.
  std::vector<collected_unit *> finished() {
    std::vector<collected_unit *> result;
    for(collected_unit *const u : order_) {
      bool const latest{std::ranges::any_of(finished_, [u](auto const &f) { return f.second == u; })};
      if(latest) { result.push_back(u); }
    }
    return result;
  }
  collected_unit *find(std::string const &name) {
    auto const it{finished_.find(name)};
    return it == finished_.end() ? nullptr : it->second;
  }

private:
  code_observer *before_;
  unit::require_observer required_before_;
  std::deque<collected_unit> units_;
  std::vector<collected_unit *> open_;
  std::vector<collected_unit *> order_;
  std::map<std::string, collected_unit *> finished_; // by name, the latest
};

// Symbols in constants that name one of the linked units: (require 'a) inside a function is a need, too.
void add_named_units(object::object_ref value, std::set<std::string> const &linked, std::set<std::string> &into) {
  if(auto const *const s{object::try_cast<object::symbol>(value)}) {
    for(object::string const *const part : {s->ns, s->name}) {
      if(part != nullptr && linked.contains(std::string{part->view()})) { into.insert(std::string{part->view()}); }
    }
  } else if(auto const *const v{object::try_cast<ns::var>(value)}) {
    std::string const name{object::qualified_name(v->ns->name)};
    if(linked.contains(name)) { into.insert(name); }
  } else if(object::is_vector(value) || object::is_map(value) || object::is_set(value) ||
            object::has_flag(value, object::flag_seq) || object::is(value, object::kind::list)) {
    object::for_each(value, [&](object::object_ref item) { add_named_units(item, linked, into); });
  }
}

// The linked units that the program wants, and, by loading them, what those want.
std::set<std::string> wanted_libraries(collector &all) {
  auto const names{unit::linked_unit_names()};
  std::set<std::string> const linked(names.begin(), names.end());
  std::set<std::string> wanted;
  for(collected_unit const *const u : all.finished()) {
    for(std::string const &name : u->wants) {
      if(linked.contains(name)) { wanted.insert(name); }
    }
    for(unit_code const &form : u->forms) {
      for(codegen::constant const &c : form.constants) { add_named_units(c.value, linked, wanted); }
    }
  }
  for(;;) {
    std::set<std::string> more;
    auto const before{unit::observe_requires([&](std::string const &name) {
      if(linked.contains(name)) { more.insert(name); }
    })};
    for(std::string const &name : wanted) {
      observation const scope{false};
      unit::require_namespace(object::make_symbol({}, name), unit::reloading::no);
    }
    unit::observe_requires(before);
    std::size_t const known{wanted.size()};
    wanted.insert(more.begin(), more.end());
    if(wanted.size() == known) { return wanted; }
  }
}

unit_code merged(std::string const &name, std::vector<unit_code> const &forms) {
  unit_code whole;
  whole.name = name;
  for(unit_code const &form : forms) { codegen::merge(whole, form); }
  return whole;
}

// Writing adds to the unit (the function that registers it, joined inits), so each output gets its own.
void write_object(std::string const &path, std::string const &name, std::vector<unit_code> const &forms,
                  codegen::object_options const &options) {
  unit_code whole{merged(name, forms)};
  write_bytes(path, codegen::write_object_file(whole, options));
}

std::string without_ending(std::string const &path) {
  return path.ends_with(".o") ? path.substr(0, path.size() - 2) : path;
}

codegen::known_functions functions_of(std::vector<collected_unit *> const &units) {
  codegen::known_functions known;
  for(collected_unit const *const u : units) {
    for(unit_code const &form : u->forms) { codegen::note_functions(form, known); }
  }
  return known;
}

void write_text(std::string const &path, std::string const &text) { write_bytes(path, {text.begin(), text.end()}); }

// All natives, with their documentation.
std::vector<codegen::native_reference> every_native() {
  std::vector<codegen::native_reference> all;
  for(ns::native_symbols const &n : ns::symbols_of_natives()) { all.push_back({n.row, n.documentation}); }
  return all;
}

std::vector<codegen::native_reference> natives_of(reached const &r) {
  std::vector<codegen::native_reference> needed;
  for(std::string const &name : r.natives) {
    ns::native_symbols const n{ns::symbols_of_native(name)};
    if(!n.row.empty()) { needed.push_back({n.row, r.documented.contains(name) ? n.documentation : std::string{}}); }
  }
  return needed;
}

std::vector<unit_code> stored_forms(std::string const &folder, std::string const &name) {
  std::string const path{folder + "/" + name + ".code"};
  return codegen::read_stored_code(read_bytes(path), path);
}

class program_writer {
public:
  program_writer(compile_request const &request, collector &all, std::vector<collected_unit *> units)
      : request_{request}, units_{std::move(units)}, known_{functions_of(units_)}, libraries_{wanted_libraries(all)} {}

  void write() {
    for(std::size_t i{}; i < units_.size(); ++i) {
      if(!request_.object.empty()) { put("object", request_.object, i, units_[i]->forms, false); }
      if(!units_[i]->path.empty()) { note("source", units_[i]->path); }
    }
    for(std::string const &library : libraries_) { note("library", library); }
    if(!request_.direct_object.empty() && !write_reached()) {
      for(std::size_t i{}; i < units_.size(); ++i) { put("direct", request_.direct_object, i, units_[i]->forms, true); }
    }
    if(!request_.manifest.empty()) { write_text(request_.manifest, manifest_); }
  }

private:
  void note(std::string const &kind, std::string const &text) { manifest_ += kind + "\t" + text + "\n"; }

  void put(std::string const &kind, std::string const &object, std::size_t i, std::vector<unit_code> const &forms,
           bool direct) {
    bool const is_program{i + 1 == units_.size()};
    std::string const path{without_ending(object) + (is_program ? ".o" : "." + std::to_string(i + 1) + ".o")};
    write_object(path, units_[i]->name, forms, {.direct_calls = direct, .library = !is_program, .beside = &known_});
    if(!is_program) { note(kind, path); }
  }

  // What the program reaches; false when that is everything.
  bool write_reached() {
    if(request_.library_code.empty()) { return false; }
    std::vector<linked_forms> all;
    all.push_back({"clojure.core", true, stored_forms(request_.library_code, "core")});
    for(std::string const &l : libraries_) { all.push_back({l, true, stored_forms(request_.library_code, l)}); }
    for(collected_unit const *const u : units_) { all.push_back({u->name, false, u->forms}); }
    reached const r{reach(std::move(all), units_.back()->name, request_.keep)};
    if(!r.everything.empty()) {
      std::printf("everything is kept: %s\n", r.everything.c_str());
      return false;
    }
    std::string const beside{without_ending(request_.direct_object)};
    auto const natives{natives_of(r)};
    write_object(beside + ".core.o", "clojure.core", r.units[0].forms, {.direct_calls = true, .natives = &natives});
    note("core", beside + ".core.o");
    std::size_t const first{1 + libraries_.size()};
    for(std::size_t i{1}; i < first; ++i) {
      std::string const path{beside + "." + r.units[i].unit + ".o"};
      write_object(path, r.units[i].unit, r.units[i].forms, {.direct_calls = true, .library = true});
      note("direct", path);
    }
    for(std::size_t i{}; i < units_.size(); ++i) {
      put("direct", request_.direct_object, i, r.units[first + i].forms, true);
    }
    return true;
  }

  compile_request const &request_;
  std::vector<collected_unit *> units_;
  codegen::known_functions known_;
  std::set<std::string> libraries_;
  std::string manifest_;
};

void compile_program(compile_request const &request) {
  collector all;
  all.begin_file({}, {});
  std::string name;
  // The namespace the last file ends in names the unit: its -main is the program's.
  for(std::string const &file : request.files) { load_file(file, &name); }
  all.end_file(true);
  collected_unit *const program{all.find({})};
  program->name = name;
  std::vector<collected_unit *> units;
  for(collected_unit *const u : all.finished()) {
    if(u != program) { units.push_back(u); }
  }
  units.push_back(program);
  if(!request.patch.empty()) {
    unit_code whole;
    whole.name = name;
    for(collected_unit const *const u : units) {
      for(unit_code const &form : u->forms) { codegen::merge(whole, form); }
    }
    write_bytes(request.patch, codegen::write_side_module(whole));
  }
  if(!request.stored.empty()) { write_bytes(request.stored, codegen::write_stored_code(program->forms)); }
  if(name == "clojure.core") {
    auto const natives{every_native()};
    write_object(request.object, name, program->forms, {});
    write_object(request.direct_object, name, program->forms, {.direct_calls = true, .natives = &natives});
    if(!request.manifest.empty()) { write_text(request.manifest, {}); }
    return;
  }
  program_writer{request, all, std::move(units)}.write();
}

void add_sources(collector &all, std::string const &name, std::set<std::string> &seen, std::string &text) {
  collected_unit const *const u{all.find(name)};
  if(u == nullptr || !seen.insert(name).second) { return; }
  text += u->path + "\n";
  for(std::string const &w : u->wants) { add_sources(all, w, seen, text); }
}

void compile_libraries(compile_request const &request) {
  collector all;
  for(std::string const &name : request.libraries) {
    unit::require_namespace(object::make_symbol({}, name), unit::reloading::no);
  }
  auto const known{functions_of(all.finished())};
  for(std::string const &name : request.libraries) {
    collected_unit const *const u{all.find(name)};
    if(u == nullptr) {
      object::throw_error(object::error_kind::loader, "the library " + name + " was not loaded from a file");
    }
    std::string const path{request.library_folder + "/" + name};
    write_object(path + ".o", name, u->forms, {.direct_calls = false, .library = true, .beside = &known});
    write_object(path + "-direct.o", name, u->forms, {.direct_calls = true, .library = true, .beside = &known});
    write_bytes(path + ".code", codegen::write_stored_code(u->forms));
    std::set<std::string> seen;
    std::string sources;
    add_sources(all, name, seen, sources);
    write_text(path + ".sources", sources);
  }
}

} // namespace

void compile(compile_request const &request) {
  if(request.library_folder.empty()) {
    compile_program(request);
  } else {
    compile_libraries(request);
  }
}

} // namespace jank::hot_reload
