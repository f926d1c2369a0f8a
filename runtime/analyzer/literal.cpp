// Vectors, maps and sets as code: constant when all they hold is constant.

#include "analyzer/context.hpp"
#include "object/collections.hpp"
#include "object/sequence.hpp"

namespace jank::analyzer {

namespace {

// The values, when every node is a constant.
bool constant_values(std::vector<node *> const &nodes, std::vector<object_ref> &values) {
  values.reserve(nodes.size());
  for(node const *const n : nodes) {
    if(n->what != node_kind::constant) { return false; }
    values.push_back(static_cast<constant_node const *>(n)->value);
  }
  return true;
}

// `N` is the node for the literal, `make` makes its value from constant items.
template <typename N, typename Make> node *finish(context &c, object_ref form, std::vector<node *> items, Make &&make) {
  std::vector<object_ref> values;
  object_ref const meta{object::meta(form)};
  if(constant_values(items, values)) {
    return attach_meta(c, make_constant(c, make(values.data(), values.size())), meta);
  }
  auto *const n{c.out.make<N>(c.here)};
  n->items = std::move(items);
  return attach_meta(c, n, meta);
}

} // namespace

node *analyze_vector(context &c, object_ref form) {
  std::size_t const count{object::vector_count(form)};
  std::vector<node *> items;
  items.reserve(count);
  for(std::size_t i{0}; i < count; ++i) { items.push_back(analyze_form(c, object::vector_nth(form, i), tail::no)); }
  return finish<vector_node>(c, form, std::move(items),
                             [](object_ref const *values, std::size_t n) { return object::make_vector(values, n); });
}

node *analyze_map(context &c, object_ref form) {
  std::vector<node *> items;
  items.reserve(object::map_count(form) * 2);
  object::for_each(form, [&](object_ref entry) {
    items.push_back(analyze_form(c, object::vector_nth(entry, 0), tail::no));
    items.push_back(analyze_form(c, object::vector_nth(entry, 1), tail::no));
  });
  return finish<map_node>(c, form, std::move(items),
                          [](object_ref const *values, std::size_t n) { return object::make_map(values, n); });
}

node *analyze_set(context &c, object_ref form) {
  std::vector<node *> items;
  items.reserve(object::set_count(form));
  object::for_each(form, [&](object_ref item) { items.push_back(analyze_form(c, item, tail::no)); });
  return finish<set_node>(c, form, std::move(items),
                          [](object_ref const *values, std::size_t n) { return object::make_set(values, n); });
}

} // namespace jank::analyzer
