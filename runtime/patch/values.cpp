// The value half of the patch ABI (jank/patch.h). A jank_value is the word of an object_ref.

#include "jank/patch.h"

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "namespace/output.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/reference.hpp"
#include "object/sequence.hpp"
#include "object/symbol.hpp"
#include "patch/opaque.hpp"
#include "patch/wrapper.hpp"
#include "unit/type_name.hpp"

#include <cxxabi.h>
#include <exception>
#include <string>

using namespace jank::object;
namespace ns = jank::ns;

namespace {

object_ref in(jank_value v) { return object_ref{reinterpret_cast<word>(v)}; }
jank_value out(object_ref v) { return reinterpret_cast<jank_value>(v.bits); }
object_ref const *in(jank_value const *values) { return reinterpret_cast<object_ref const *>(values); }
std::size_t size(int count) { return count > 0 ? static_cast<std::size_t>(count) : 0; }
std::string_view text(char const *s) { return s != nullptr ? std::string_view{s} : std::string_view{}; }

ns::var *find(char const *space, char const *name) {
  ns::name_space *const found{ns::find_namespace(make_symbol("", text(space)))};
  ns::var *const v{found != nullptr ? ns::find_var(found, make_symbol("", text(name))) : nullptr};
  if(v == nullptr) {
    throw_error(error_kind::unresolved, "there is no var " + std::string{text(space)} + "/" + std::string{text(name)});
  }
  return v;
}

} // namespace

jank_value jank_box_integer(std::int64_t value) { return out(make_long(value)); }
std::int64_t jank_unbox_integer(jank_value value) { return to_long(in(value)); }
double jank_unbox_double(jank_value value) { return to_double(in(value)); }

jank_value jank_nil_value() { return nullptr; }
jank_value jank_boolean(int truth) { return out(make_boolean(truth != 0)); }
int jank_truthy(jank_value value) { return in(value).truthy(); }
int jank_is_nil(jank_value value) { return value == nullptr; }
int jank_values_equal(jank_value a, jank_value b) { return equal(in(a), in(b)); }

jank_value jank_make_string(char const *t) { return out(make_string(text(t))); }
jank_value jank_make_string_of(char const *bytes, std::size_t count) { return out(make_string({bytes, count})); }
char const *jank_string_bytes(jank_value v, std::size_t *count) {
  auto const *const s{try_cast<string>(in(v))};
  if(s == nullptr) { throw_error(error_kind::type, to_readable(in(v)) + " is not a string"); }
  if(count != nullptr) { *count = s->byte_count; }
  return s->bytes;
}
jank_value jank_to_string(jank_value value, int readably) {
  if(readably == 0 && value == nullptr) { return out(make_string("")); }
  return out(make_string(readably != 0 ? to_readable(in(value)) : to_text(in(value))));
}

jank_value jank_make_keyword(char const *space, char const *name) { return out(make_keyword(text(space), text(name))); }
jank_value jank_make_symbol(char const *space, char const *name) { return out(make_symbol(text(space), text(name))); }

jank_value jank_make_vector(int count, jank_value const *values) { return out(make_vector(in(values), size(count))); }
jank_value jank_make_list(int count, jank_value const *values) { return out(make_list(in(values), size(count))); }
jank_value jank_make_map(int count, jank_value const *values) {
  if(count % 2 != 0) { throw_error(error_kind::illegal_argument, "a map wants as many values as keys"); }
  return out(make_map(in(values), size(count)));
}
jank_value jank_make_set(int count, jank_value const *values) { return out(make_set(in(values), size(count))); }
std::int64_t jank_count(jank_value collection) { return count(in(collection)); }
jank_value jank_nth(jank_value collection, std::int64_t index) { return out(nth(in(collection), index)); }
jank_value jank_get(jank_value collection, jank_value key) { return out(get(in(collection), in(key))); }
jank_value jank_assoc(jank_value collection, jank_value key, jank_value value) {
  return out(assoc(in(collection), in(key), in(value)));
}
jank_value jank_conj(jank_value collection, jank_value value) { return out(conj(in(collection), in(value))); }
jank_value jank_seq(jank_value collection) { return out(seq(in(collection))); }
jank_value jank_first(jank_value s) { return out(first(in(s))); }
jank_value jank_next(jank_value s) { return out(next(in(s))); }

jank_value jank_call(jank_value function, int count, jank_value const *arguments) {
  return out(call_array(in(function), in(arguments), count));
}
jank_value jank_call_var(char const *space, char const *name, int count, jank_value const *arguments) {
  return out(call_array(find(space, name)->value, in(arguments), count));
}
jank_value jank_deref_var(char const *space, char const *name) { return out(find(space, name)->value); }
jank_value jank_deref(jank_value reference) {
  jank::memory::collection_delay const delay;
  return out(deref_rooted(in(reference)));
}
void jank_println(int count, jank_value const *values) {
  std::string line;
  for(int i{}; i < count; ++i) {
    if(i > 0) { line += ' '; }
    print_text(line, in(values[i]));
  }
  ns::write_out(line + "\n");
}
jank_value jank_make_fn_wrapper(void *function, int arity) {
  if(arity < 0 || arity > max_arity) { throw_error(error_kind::illegal_argument, "a function has 0 to 20 parameters"); }
  return out(jank::patch::make_wrapper("patch", {arity, false}, function));
}

jank_value jank_caught() {
  std::type_info const *const type{abi::__cxa_current_exception_type()};
  if(type == nullptr) { return nullptr; }
  try {
    throw;
  } catch(thrown_value const &thrown) { return out(thrown.value); } catch(std::exception const &e) {
    return out(make_cpp_error(jank::unit::readable_type_name(&typeid(e)), e.what()));
  } catch(...) { return out(make_cpp_error(jank::unit::readable_type_name(type), "")); }
}

jank_value jank_try_call(jank_value function, int count, jank_value const *arguments, int *thrown) {
  *thrown = 0;
  try {
    return jank_call(function, count, arguments);
  } catch(...) {
    *thrown = 1;
    return jank_caught();
  }
}

void jank_throw_message(char const *message) { throw_error(error_kind::none, text(message)); }

jank_value jank_wrap_pointer(void *pointer) { return out(jank::patch::make_opaque(pointer)); }
void *jank_unwrap_pointer(jank_value value) { return jank::patch::opaque_pointer(in(value)); }
