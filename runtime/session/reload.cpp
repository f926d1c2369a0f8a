// reload: files that were saved, and the namespaces that depend on them, evaluated anew as one transaction.

#include "hot_reload/evaluate.hpp"

#include "host/host.hpp"
#include "hot_reload/files.hpp"
#include "hot_reload/transaction.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "session/problem.hpp"
#include "session/request.hpp"
#include "session/sessions.hpp"
#include "session/sources.hpp"
#include "unit/loading.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace jank::session {

using namespace object;

namespace {

using names = std::set<std::string>;

struct reload_plan {
  std::map<std::string, std::string> files; // by namespace
  std::map<std::string, names> uses;        // by namespace: those that it refers to
};

std::string name_of(ns::name_space const *n) { return qualified_name(n->name); }

// What a namespace refers to, by alias or by name.
names used_by(ns::name_space const *n) {
  names result;
  for_each(n->aliases, [&](object_ref entry) { result.insert(name_of(cast<ns::name_space>(vector_nth(entry, 1)))); });
  for_each(n->mappings, [&](object_ref entry) {
    auto const *const v{cast<ns::var>(vector_nth(entry, 1))};
    if(v->ns != nullptr) { result.insert(name_of(v->ns)); }
  });
  result.erase(name_of(n));
  return result;
}

std::map<std::string, names> all_uses() {
  std::map<std::string, names> result;
  for_each(ns::all_namespaces(),
           [&](object_ref n) { result[name_of(cast<ns::name_space>(n))] = used_by(cast<ns::name_space>(n)); });
  return result;
}

// The namespace that the text's first form, an ns form, names; or "".
std::string namespace_of(reader::source_text const &source) {
  reader::reader in{source};
  auto const form{in.read()};
  if(!form || !has_flag(*form, flag_seq)) { return {}; }
  object_ref const rest{next(*form)};
  auto const *const head{try_cast<symbol>(first(*form))};
  auto const *const name{rest.is_some() ? try_cast<symbol>(first(rest)) : nullptr};
  return head != nullptr && head->name->view() == "ns" && name != nullptr ? qualified_name(name) : std::string{};
}

// The file of a namespace, when the server has it.
std::string file_of(std::string const &name) {
  for(char const *const ending : {".jank", ".cljc", ".clj"}) {
    std::string path{std::string{source_folder} + "/" + unit::resource_of(name) + ending};
    if(jank_host_file_exists(path.c_str()) != 0) { return path; }
  }
  return {};
}

void add_dependents(reload_plan &plan, bool of_dependents) {
  names wave;
  for(auto const &[name, file] : plan.files) { wave.insert(name); }
  while(!wave.empty()) {
    names found;
    for(auto const &[name, uses] : plan.uses) {
      bool const depends{std::ranges::any_of(wave, [&uses](std::string const &w) { return uses.contains(w); })};
      if(!depends || plan.files.contains(name)) { continue; }
      std::string const file{file_of(name)};
      if(file.empty()) { continue; }
      plan.files[name] = file;
      found.insert(name);
    }
    wave = of_dependents ? found : names{};
  }
}

// Those that others use come first; in a cycle, by name.
std::vector<std::string> in_order(reload_plan const &plan) {
  std::vector<std::string> result;
  names done;
  auto const visit{[&](auto const &self, std::string const &name) -> void {
    if(!plan.files.contains(name) || !done.insert(name).second) { return; }
    for(std::string const &used : plan.uses.at(name)) { self(self, used); }
    result.push_back(name);
  }};
  for(auto const &[name, file] : plan.files) { visit(visit, name); }
  return result;
}

// Of the files of the request, those whose namespaces are part of the program. The last text read is left in `source`.
reload_plan plan_of(request const &r, reader::source_text &source) {
  reload_plan plan;
  plan.uses = all_uses();
  for_each(r.get("files"), [&](object_ref file) {
    if(!is<string>(file)) { return; }
    std::string const path{std::string{source_folder} + "/" + std::string{cast<string>(file)->view()}};
    source = {path, hot_reload::read_text(path)};
    std::string const name{namespace_of(source)};
    if(plan.uses.contains(name)) { plan.files[name] = path; }
  });
  std::string const dependents{r.text("dependents")};
  if(dependents == "direct" || dependents == "all") { add_dependents(plan, dependents == "all"); }
  return plan;
}

// Stands for all of them in the history.
std::string first_file(request const &r) {
  object_ref const files{seq(r.get("files"))};
  object_ref const file{files.is_some() ? first(files) : nil};
  return is<string>(file) ? std::string{cast<string>(file)->view()} : std::string{};
}

} // namespace

void reload(request const &r) {
  session &s{session_named(r.session)};
  std::uint32_t const changes_before{changes};
  reader::source_text source;
  session_scope scope{s, ns::intern_namespace("user"), {}};
  problem p;
  try {
    std::vector<std::string> reloaded;
    hot_reload::transact({hot_reload::load_kind::file, first_file(r)}, [&] {
      reload_plan const plan{plan_of(r, source)};
      reloaded = in_order(plan);
      for(std::string const &name : reloaded) {
        std::string const &path{plan.files.at(name)};
        source = {path, hot_reload::read_text(path)};
        hot_reload::load_file(path);
      }
    });
    flush_output(s, true);
    object_ref list{empty_vector()};
    for(std::string const &name : reloaded) { list = vector_conj(list, make_string(name)); }
    r.reply().value("reloaded", list).send(true);
    finish(r, changes_before);
    return;
  } catch(...) { examine(p, std::current_exception(), source); }
  flush_output(s, true);
  report_problem(r, p);
  finish(r, changes, p.interrupted, !p.interrupted);
}

} // namespace jank::session
