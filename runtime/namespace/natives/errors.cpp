// What is thrown: errors with a message, data and a cause.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

namespace jank::ns {

namespace {

object_ref make(object_ref message, object_ref data, object_ref cause) {
  if(message.is_some()) { expect<string>(message, "ex-info", "a message that is a string"); }
  if(data.is_some() && !is_map(data)) { throw_wrong_argument("ex-info", "data that is a map", data); }
  object_ref const made{make_error(message.is_nil() ? std::string_view{} : cast<string>(message)->view(), data, cause)};
  if(message.is_nil()) { cast<error>(made)->message = nil; }
  return made;
}

object_ref message_of(object_ref, object_ref x) {
  if(auto const *const e{try_cast<error>(x)}) { return e->message; }
  if(auto const *const e{try_cast<cpp_error>(x)}) { return e->message; }
  return nil;
}

constexpr native rows[]{
    {"ex-info",
     "([msg map] [msg map cause])",
     "An error to throw: a message, a map of data, and what caused it.",
     {+[](object_ref, object_ref message, object_ref data) { return make(message, data, nil); },
      +[](object_ref, object_ref message, object_ref data, object_ref cause) { return make(message, data, cause); }}},
    {"ex-message", "([ex])", "The message of the error; nil if ex is none.", {message_of}},
    {"ex-data", "([ex])", "The map of data of the error; nil if ex is none.", {+[](object_ref, object_ref x) {
       return is<error>(x) ? cast<error>(x)->data : nil;
     }}},
    {"ex-cause", "([ex])", "What caused the error, or nil.", {+[](object_ref, object_ref x) {
       return is<error>(x) ? cast<error>(x)->cause : nil;
     }}},
    {"error?",
     "([x])",
     "Is x an error: made by ex-info, thrown by the runtime, or a C++ exception?",
     {+[](object_ref, object_ref x) { return make_boolean(is<error>(x) || is<cpp_error>(x)); }}},
};

} // namespace

struct error_table : rows_of_core<rows> {};
native_table error_natives() { return table_of<error_table>(); }

} // namespace jank::ns
