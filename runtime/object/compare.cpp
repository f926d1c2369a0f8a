#include "object/equality.hpp"

#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/detail/instance.hpp"
#include "object/error.hpp"
#include "object/nesting.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

namespace jank::object {

namespace {

template <typename T> int order(T const &a, T const &b) { return a < b ? -1 : b < a ? 1 : 0; }

// Bytes of UTF-8 order as code points do, and string_view compares them unsigned.
int order_strings(string const *a, string const *b) { return order(a->view(), b->view()); }

// Unqualified names come first.
template <typename T> int order_names(T const *a, T const *b) {
  if(a->ns != b->ns) {
    if(!a->ns || !b->ns) { return a->ns ? 1 : -1; }
    return order_strings(a->ns, b->ns);
  }
  return order_strings(a->name, b->name);
}

int order_vectors(object_ref a, object_ref b) {
  nesting const level{"to compare"};
  auto const count{vector_count(a)};
  if(count != vector_count(b)) { return order(count, vector_count(b)); }
  for(std::size_t i{}; i < count; ++i) {
    if(auto const result{compare(vector_nth(a, i), vector_nth(b, i))}; result != 0) { return result; }
  }
  return 0;
}

} // namespace

int compare(object_ref a, object_ref b) {
  if(a == b) { return 0; }
  if(a.is_nil()) { return -1; }
  if(b.is_nil()) { return 1; }
  if(is_number(a) && is_number(b)) { return compare_numbers(a, b); }
  if(is<string>(a) && is<string>(b)) { return order_strings(cast<string>(a), cast<string>(b)); }
  if(is<keyword>(a) && is<keyword>(b)) { return order_names(cast<keyword>(a), cast<keyword>(b)); }
  if(is<symbol>(a) && is<symbol>(b)) { return order_names(cast<symbol>(a), cast<symbol>(b)); }
  if(a.is_char() && b.is_char()) { return order(a.as_char(), b.as_char()); }
  if(a.is_boolean() && b.is_boolean()) { return a.truthy() ? 1 : -1; }
  if(is_vector(a) && is_vector(b)) { return order_vectors(a, b); }
  if(is_data_literal(a) && is(b, a.as_heap()->type->what)) {
    if(auto const result{compare_data_literals(a, b)}) { return *result; }
  }
  if(int order{}; detail::instance_compare(a, b, order)) { return order; }
  throw_error(error_kind::type, "cannot compare " + to_short_text(a) + " with " + to_short_text(b));
}

} // namespace jank::object
