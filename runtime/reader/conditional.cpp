// #?(:jank form :default form) and its splicing form #?@.

#include "reader/parser.hpp"

#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/list.hpp"
#include "object/print.hpp"

#include <algorithm>

namespace jank::reader {

namespace {

// The first branch, in the order of the text, that names one of these is taken.
constexpr std::string_view features[]{"jank", "default"};
// Clojure reserves these names; people write the first when they mean :default.
constexpr std::string_view reserved[]{"else", "none"};

constexpr char const *usage{"write #?(:jank form :default form)"};

bool is_feature(parser const &p, item const &i) {
  auto const *const name{object::try_cast<object::keyword>(i.form)};
  if(name == nullptr) {
    fail(p, i.at, "a branch of a conditional begins with a keyword, not " + object::to_readable(i.form), usage);
  }
  if(name->ns != nullptr) { return false; }
  if(std::ranges::find(reserved, name->name->view()) != std::end(reserved)) {
    fail(p, i.at, "the feature " + object::to_readable(i.form) + " is reserved", "use :default");
  }
  return std::ranges::find(features, name->name->view()) != std::end(features) ||
         std::ranges::find(p.options.features, name->name->view()) != p.options.features.end();
}

// The next form of the conditional, or an item that is no form at its end.
item next_form(parser &p, position start) {
  for(;;) {
    p.collecting = false;
    item const i{next(p)};
    if(i.what == item_kind::end) {
      fail_incomplete(p, start, "conditional opened at " + line_and_column(start) + " is never closed",
                      "add ) where it ends");
    }
    if(i.what == item_kind::closing && !p.text.sees(')')) {
      fail(p, i.at, std::string{"unmatched "} + *p.text.here + " ; ( was opened at " + line_and_column(start));
    }
    if(i.what != item_kind::nothing) { return i; }
  }
}

item read_branch(parser &p, bool taken, item const &feature, position start) {
  if(!taken) { ++p.discarding; }
  item const branch{next_form(p, start)};
  if(!taken) { --p.discarding; }
  if(branch.what != item_kind::form) {
    fail(p, feature.at, "the feature " + object::to_readable(feature.form) + " has no form behind it", usage);
  }
  return branch;
}

void splice(parser &p, item const &branch) {
  auto const add{[&p, &branch](object_ref element) {
    position const at{p.positions.find(element)};
    p.forms.push_back(element);
    p.places.push_back(at.known() ? at : branch.at);
  }};
  if(object::is_vector(branch.form)) {
    for(std::size_t i{}; i < object::vector_count(branch.form); ++i) { add(object::vector_nth(branch.form, i)); }
  } else if(auto const *l{object::try_cast<object::list>(branch.form)}; l != nullptr) {
    for(; l->count > 0; l = object::cast<object::list>(l->rest)) { add(l->first); }
  } else if(p.discarding == 0) {
    fail(p, branch.at, "#?@ splices a list or a vector, not " + object::to_readable(branch.form));
  }
}

// The cursor is on the list.
item keep(parser &p, bool splicing, position start) {
  ++p.keeping;
  object_ref const form{read_list(p, p.text.at).form};
  --p.keeping;
  return {item_kind::form, p.place(object::make_reader_conditional(form, splicing), start)};
}

} // namespace

item read_conditional(parser &p, position start) {
  bool const may_splice{p.collecting};
  p.text.step_over(2);
  bool const splicing{p.text.sees('@')};
  if(splicing) { p.text.step(); }
  p.text.skip_space();
  if(p.text.done()) { fail_incomplete(p, start, "the text ends after #?", usage); }
  if(!p.text.sees('(')) { fail(p, p.text.at, "the branches of a conditional stand in a list", usage); }
  if(p.options.conditionals == conditional_mode::refuse && p.discarding == 0) {
    fail(p, start, "reader conditionals are not allowed here",
         "read with {:read-cond :allow} or {:read-cond :preserve}");
  }
  if(p.options.conditionals == conditional_mode::keep) { return keep(p, splicing, start); }
  if(splicing && !may_splice) {
    fail(p, start, "#?@ stands outside of a collection", "only inside a list, vector, map or set can it splice");
  }
  p.text.step();

  item taken;
  for(item feature{next_form(p, start)}; feature.what == item_kind::form; feature = next_form(p, start)) {
    bool const take{is_feature(p, feature) && taken.what == item_kind::nothing};
    item const branch{read_branch(p, take, feature, start)};
    if(take) { taken = branch; }
  }
  p.text.step();
  if(splicing && taken.what == item_kind::form) {
    splice(p, taken);
    return {};
  }
  return taken;
}

} // namespace jank::reader
