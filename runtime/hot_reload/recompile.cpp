#include "hot_reload/recompile.hpp"

#include "hot_reload/evaluate.hpp"
#include "object/collections.hpp"
#include "object/string.hpp"

#include <algorithm>
#include <cstdio>

namespace jank::hot_reload {

using namespace object;

namespace {

bool automatic{};
std::uint32_t following{}; // 1 while dependents follow: what they bind is followed already

// *ns* and *file* as they were when the definition was evaluated first.
class home_scope {
public:
  explicit home_scope(definition const *d)
      : file_{ns::intern_var("clojure.core", "*file*")}, file_before_{file_->root} {
    ns::name_space *const home{ns::find_namespace(cast<symbol>(d->home))};
    if(home != nullptr) { ns::set_current_namespace(home); }
    if(d->file.is_some()) { ns::bind_root(file_, d->file); }
  }
  ~home_scope() {
    ns::bind_root(file_, file_before_);
    ns::set_current_namespace(current_);
  }
  home_scope(home_scope const &) = delete;
  home_scope &operator=(home_scope const &) = delete;

private:
  ns::var *file_;
  memory::rooted<object_ref> file_before_;
  memory::rooted<ns::name_space *> current_{ns::current_namespace()};
};

void evaluate_again(definition *d) {
  memory::rooted<definition *> const kept{d};
  home_scope const scope{d};
  if(d->text.is_nil()) {
    evaluate_alone(d->form);
    return;
  }
  // In its old place, for errors and metadata.
  std::string const indent(d->column > 0 ? d->column - 1 : 0, ' ');
  reader::source_text const source{std::string{cast<string>(d->file)->view()},
                                   indent + std::string{cast<string>(d->text)->view()}, std::max(d->line, 1u)};
  evaluate_whole(source, load_kind::form);
}

void add_vars(var_list &list, definition const *d) {
  for(ns::var *const v : d->current()) {
    if(std::ranges::find(list, v) == list.end()) { list.push_back(v); }
  }
}

} // namespace

recompile_result recompile(definition_list const &definitions) {
  recompile_result result;
  definition_list again;
  for(definition *const d : definitions) {
    bool const code{is_code(d)};
    add_vars(code ? result.recompiled : result.left, d);
    if(code) { again.push_back(d); }
  }
  if(again.empty()) { return result; }
  observation const hidden{false};
  transact({load_kind::recompile, "dependents"}, [&] {
    for(definition *const d : again) { evaluate_again(d); }
  });
  return result;
}

recompile_result recompile_dependents(std::vector<ns::var *> const &changed) {
  return recompile(outdated_by(changed, outdated::any));
}

void set_automatic_recompilation(bool on) { automatic = on; }
bool recompiles_automatically() { return automatic; }

void follow_changes(load_result const &result) {
  if(!automatic || following != 0) { return; }
  std::vector<ns::var *> changed;
  for(ns::var *const v : result.bound) {
    if(v->has(ns::var_macro) || v->has(ns::var_const)) { changed.push_back(v); }
  }
  if(changed.empty()) { return; }
  following = 1;
  try {
    recompile(outdated_by(changed, outdated::since));
  } catch(...) {
    following = 0;
    throw;
  }
  following = 0;
}

} // namespace jank::hot_reload
