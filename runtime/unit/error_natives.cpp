// The namespace jank.error: what there is to know about errors beside what clojure.core tells.

#include "memory/heap.hpp"
#include "namespace/define_table.hpp"
#include "namespace/output.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "unit/cpp_type.hpp"
#include "unit/describe.hpp"
#include "unit/guard.hpp"
#include "unit/trace.hpp"

#include <iterator>

namespace jank::unit {

using namespace object;

namespace {

object_ref guarded_native(object_ref, object_ref f) { return call_guarded_rooted(f); }

object_ref trace_native(object_ref, object_ref e) { return trace_vector(e); }

object_ref describe_native(object_ref, object_ref e) { return make_string(describe_value(e)); }

object_ref print_native(object_ref, object_ref e) {
  ns::write_out(describe_value(e) + "\n");
  return nil;
}

object_ref type_native(object_ref, object_ref e) {
  if(auto const *const c{try_cast<cpp_error>(e)}) { return make_symbol({}, cast<string>(c->type_name)->view()); }
  return e.is_heap() ? object_ref{make_symbol({}, e.as_heap()->type->name)} : nil;
}

object_ref caught_by(object_ref, object_ref e, object_ref type) {
  std::string_view const wanted{cast<string>(type)->view()};
  if(auto const *const c{try_cast<cpp_error>(e)}) {
    return make_boolean(is_cpp_type(cast<string>(c->type_name)->view(), wanted));
  }
  bool const no_memory{is<error>(e) && cast<error>(e)->why == error_kind::out_of_memory};
  return make_boolean(wanted == "jank::runtime::object_ref" || (no_memory && is_cpp_type("std::bad_alloc", wanted)));
}

constexpr ns::native rows[]{
    {"trace",
     "([ex])",
     "The calls that were running when the error was made, the innermost first: a vector of [function file line "
     "column], "
     "with nil for what is not known. Nil when ex is no error or its calls are not known any more.",
     {trace_native}},
    {"describe",
     "([ex])",
     "What an uncaught ex would print, without the word error: message, data, the line of source, the calls, the "
     "causes.",
     {describe_native}},
    {"print", "([ex])", "Prints the description of ex.", {print_native}},
    {"type-of", "([ex])", "The name of the type of ex as a symbol; of a C++ exception, its C++ type.", {type_native}},
    {"caught-by?",
     "([ex type])",
     "Does a catch of that C++ type, a string, take ex? Catch clauses with names of C++ types are made of it.",
     {caught_by}},
    {"guarded",
     "([f])",
     "Calls f without arguments. A trap or an exhausted stack becomes an error; the body of every try runs in this.",
     {guarded_native}},
};

} // namespace

struct error_table : ns::native_rows<rows> {
  static constexpr char const *space{"jank.error"};
};
ns::native_table error_natives() { return ns::table_of<error_table>(); }

void initialize_error_natives() { ns::define_whole_table(error_natives); }

} // namespace jank::unit
