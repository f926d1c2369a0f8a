#include "hot_reload/compile.hpp"

#include "codegen/merge.hpp"
#include "codegen/object_file.hpp"
#include "codegen/side_module.hpp"
#include "hot_reload/data_readers.hpp"
#include "hot_reload/evaluate.hpp"
#include "hot_reload/files.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"
#include "object/type_layout.hpp"
#include "unit/loading.hpp"
#include "unit/unit.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace jank::hot_reload {

namespace {

using codegen::unit_code;

struct collected_unit {
  unit_code code;
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

  void see(unit_code const &form) override { codegen::merge(open_.back()->code, form); }

  void begin_file(std::string const &unit_name, std::string const &path) override {
    if(!open_.empty()) { open_.back()->wants.insert(unit_name); }
    collected_unit &u{units_.emplace_back()};
    u.code.name = unit_name;
    u.path = path;
    open_.push_back(&u);
  }

  // A file that was loaded again (:reload) is in the program once; its latest code counts.
  void end_file(bool whole) override {
    collected_unit *const u{open_.back()};
    open_.pop_back();
    if(!whole) { return; }
    order_.push_back(u);
    finished_[u->code.name] = u;
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
    for(codegen::constant const &c : u->code.constants) { add_named_units(c.value, linked, wanted); }
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

void write_object(std::string const &path, unit_code const &code, codegen::object_options const &options) {
  // Writing adds to the unit (the function that registers it, joined inits), so each output gets its own copy.
  unit_code copy{code};
  write_bytes(path, codegen::write_object_file(copy, options));
}

std::string without_ending(std::string const &path) {
  return path.ends_with(".o") ? path.substr(0, path.size() - 2) : path;
}

codegen::known_functions functions_of(std::vector<collected_unit *> const &units) {
  codegen::known_functions known;
  for(collected_unit const *const u : units) { codegen::note_functions(u->code, known); }
  return known;
}

void write_text(std::string const &path, std::string const &text) { write_bytes(path, {text.begin(), text.end()}); }

// A patch is for images that may have other definitions of its types behind them.
struct slots_scope {
  explicit slots_scope(bool known) { object::set_slots_known(known); }
  ~slots_scope() { object::set_slots_known(true); }
};

void compile_program(compile_request const &request) {
  slots_scope const slots{request.patch.empty()};
  collector all;
  all.begin_file({}, {});
  data_readers const readers{load_data_readers()};
  if(!readers.code.empty()) { evaluate_text({"<data_readers>", readers.code}); }
  std::string name;
  // The namespace the last file ends in names the unit: its -main is the program's.
  for(std::string const &file : request.files) { load_file(file, &name); }
  all.end_file(true);
  collected_unit *const program{all.find({})};
  program->code.name = name;
  std::vector<collected_unit *> units;
  for(collected_unit *const u : all.finished()) {
    if(u != program) { units.push_back(u); }
  }
  units.push_back(program);

  auto const known{functions_of(units)};
  std::string manifest;
  for(std::string const &file : readers.files) { manifest += "source\t" + file + "\n"; }
  for(std::size_t i{}; i < units.size(); ++i) {
    bool const is_program{units[i] == program};
    std::string const ending{is_program ? ".o" : "." + std::to_string(i + 1) + ".o"};
    codegen::object_options options{.direct_calls = false, .library = !is_program, .beside = &known};
    if(!request.object.empty()) {
      std::string const path{without_ending(request.object) + ending};
      write_object(path, units[i]->code, options);
      if(!is_program) { manifest += "object\t" + path + "\n"; }
    }
    if(!request.direct_object.empty()) {
      std::string const path{without_ending(request.direct_object) + ending};
      options.direct_calls = true;
      write_object(path, units[i]->code, options);
      if(!is_program) { manifest += "direct\t" + path + "\n"; }
    }
    if(!units[i]->path.empty()) { manifest += "source\t" + units[i]->path + "\n"; }
  }
  if(!request.manifest.empty()) {
    for(std::string const &library : wanted_libraries(all)) { manifest += "library\t" + library + "\n"; }
    write_text(request.manifest, manifest);
  }
  if(!request.patch.empty()) {
    unit_code whole;
    whole.name = program->code.name;
    for(collected_unit const *const u : units) { codegen::merge(whole, u->code); }
    write_bytes(request.patch, codegen::write_side_module(whole));
  }
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
    write_object(path + ".o", u->code, {.direct_calls = false, .library = true, .beside = &known});
    write_object(path + "-direct.o", u->code, {.direct_calls = true, .library = true, .beside = &known});
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
