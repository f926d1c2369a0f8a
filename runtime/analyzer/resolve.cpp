// What a symbol that is no local means, and what to say when it means nothing.

#include "analyzer/context.hpp"
#include "analyzer/names.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"

#include <algorithm>

namespace jank::analyzer {

namespace {

// Optimal string alignment distance (Levenshtein's with exchanges of neighbours), or anything above `limit` when it is larger.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::size_t const difference{a.size() > b.size() ? a.size() - b.size() : b.size() - a.size()};
  if(difference > limit) { return difference; }
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for(std::size_t j{0}; j <= b.size(); ++j) { row[j] = j; }
  for(std::size_t i{1}; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for(std::size_t j{1}; j <= b.size(); ++j) {
      std::size_t const exchange{a[i - 1] == b[j - 1] ? 0u : 1u};
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + exchange});
      if(i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

struct suggestions {
  explicit suggestions(std::string_view w)
      : wanted{w}, limit{w.size() <= 1   ? 0u
                         : w.size() <= 3 ? 1u
                         : w.size() <= 6 ? 2u
                                         : 3u} {}

  void consider(std::string_view name, std::string_view written) {
    if(name == wanted) { return; }
    std::size_t const distance{edit_distance(wanted, name, limit)};
    // A name as short as the distance has nothing in common with what was written.
    if(distance <= limit && distance < name.size()) { found.emplace_back(distance, written); }
  }

  // "perhaps map or mapv is meant"; empty when nothing is near.
  std::string text() {
    constexpr std::size_t most{3};
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if(found.empty()) { return {}; }
    found.resize(std::min(found.size(), most));
    std::string result{"perhaps "};
    for(std::size_t i{0}; i < found.size(); ++i) {
      if(i > 0) { result += i + 1 == found.size() ? " or " : ", "; }
      result += found[i].second;
    }
    return result + " is meant";
  }

  std::string_view wanted;
  std::size_t limit;
  std::vector<std::pair<std::size_t, std::string>> found;
};

template <typename F> void for_each_var(ns::name_space const *in, F &&visit) {
  object::for_each(in->mappings, [&visit](object_ref entry) {
    visit(object::cast<object::symbol>(object::vector_nth(entry, 0))->name->view(),
          object::cast<ns::var>(object::vector_nth(entry, 1)));
  });
}

std::string near_unqualified(context const &c, std::string_view wanted) {
  suggestions s{wanted};
  c.locals.for_each_name([&s](std::string_view name) { s.consider(name, name); });
  for_each_var(c.home, [&s](std::string_view name, ns::var const *) { s.consider(name, name); });
  if(s.found.empty()) {
    // A namespace may have left clojure.core out.
    for_each_var(ns::core_namespace(), [&](std::string_view name, ns::var const *v) {
      if(ns::visible(v, c.home)) { s.consider(name, "clojure.core/" + std::string{name}); }
    });
  }
  return s.text();
}

ns::name_space *namespace_called(context const &c, std::string_view name) {
  object::symbol const *const symbol{object::make_symbol({}, name)};
  object_ref const aliased{object::map_get(c.home->aliases, object_ref{symbol})};
  return aliased.is_some() ? object::cast<ns::name_space>(aliased) : ns::find_namespace(symbol);
}

std::string near_namespace(context const &c, std::string_view wanted) {
  suggestions s{wanted};
  object::for_each(c.home->aliases, [&s](object_ref entry) {
    std::string_view const name{object::cast<object::symbol>(object::vector_nth(entry, 0))->name->view()};
    s.consider(name, name);
  });
  object::for_each(ns::all_namespaces(), [&s](object_ref n) {
    std::string_view const name{object::cast<ns::name_space>(n)->name->name->view()};
    s.consider(name, name);
  });
  std::string text{s.text()};
  return text.empty() ? "require it: (require '[" + std::string{wanted} + "])" : text;
}

[[noreturn]] void fail_qualified(context const &c, object::symbol const *name, position at) {
  if(name->ns == names().cpp) {
    fail(c, at, object::qualified_name(name) + ": C++ cannot be called from jank code here",
         "write the function in a C++ patch (include/jank/patch.h) and call it through its var");
  }
  ns::name_space const *const target{namespace_called(c, name->ns->view())};
  if(target == nullptr) {
    fail(c, at,
         "there is no namespace or alias " + std::string{name->ns->view()} + " for " + object::qualified_name(name),
         near_namespace(c, name->ns->view()));
  }
  suggestions s{name->name->view()};
  for_each_var(target, [&](std::string_view near, ns::var const *v) {
    if(v->ns == target && ns::visible(v, c.home)) {
      s.consider(near, std::string{name->ns->view()} + "/" + std::string{near});
    }
  });
  fail(c, at,
       "the namespace " + object::qualified_name(target->name) + " has no var " + std::string{name->name->view()},
       s.text());
}

[[noreturn]] void fail_unresolved(context const &c, object::symbol const *name, position at) {
  if(name->ns != nullptr) { fail_qualified(c, name, at); }
  std::string_view const text{name->name->view()};
  fail(c, at,
       "unable to resolve the symbol " + std::string{text} + " in namespace " + object::qualified_name(c.home->name),
       near_unqualified(c, text));
}

} // namespace

ns::var *resolve_var(context &c, object::symbol const *name, position at) {
  ns::var *v{ns::resolve(c.home, name)};
  if(v == nullptr) { v = type_var(name); }
  if(v == nullptr) { fail_unresolved(c, name, at); }
  if(!ns::visible(v, c.home)) {
    fail(c, at, ns::qualified_name(v) + " is private", "#'" + ns::qualified_name(v) + " reaches the var itself");
  }
  return v;
}

ns::var *core_var(context &c, object::symbol const *name) {
  ns::var *const v{ns::find_var(ns::core_namespace(), name)};
  if(v == nullptr) {
    fail(c, c.here, "this form needs clojure.core/" + std::string{name->name->view()} + ", which is not defined yet");
  }
  return v;
}

} // namespace jank::analyzer
