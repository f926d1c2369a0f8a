// Printing: everything goes through write_out (namespace/output.hpp).

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "namespace/output.hpp"

namespace jank::ns {

namespace {

using printer = void (*)(std::string &, object_ref);

template <printer Print> std::string joined(object_ref values, char const *end) {
  std::string text;
  bool is_first{true};
  for_each(values, [&](object_ref v) {
    if(!is_first) { text += ' '; }
    is_first = false;
    Print(text, v);
  });
  return text += end;
}

template <printer Print> object_ref write(object_ref, object_ref values) {
  write_out(joined<Print>(values, ""));
  return nil;
}
// A line that was printed can be seen at once, whatever standard output is connected to.
template <printer Print> object_ref write_line(object_ref, object_ref values) {
  write_out(joined<Print>(values, "\n"));
  flush_out();
  return nil;
}
template <printer Print> object_ref to_string(object_ref, object_ref values) {
  return object_ref{make_string(joined<Print>(values, ""))};
}
template <printer Print> object_ref to_line(object_ref, object_ref values) {
  return object_ref{make_string(joined<Print>(values, "\n"))};
}

object_ref capture(object_ref, object_ref f) {
  rooted<object_ref> const function{f};
  output_capture captured;
  call_rooted(function.get());
  return object_ref{make_string(captured.take())};
}

native const rows[]{
    {"pr", "([& more])", "Prints the values readably, separated by spaces.", {}, write<print_readably>},
    {"prn",
     "([& more])",
     "Prints the values readably, separated by spaces, and a newline.",
     {},
     write_line<print_readably>},
    {"print",
     "([& more])",
     "Prints the values for people, separated by spaces: strings and characters as they are.",
     {},
     write<print_text>},
    {"println",
     "([& more])",
     "Prints the values for people, separated by spaces, and a newline.",
     {},
     write_line<print_text>},
    {"newline", "([])", "Prints a newline.", {+[](object_ref) {
       write_out("\n");
       return nil;
     }}},
    {"flush", "([])", "Hands what was printed to the system at once.", {+[](object_ref) {
       flush_out();
       return nil;
     }}},
    {"pr-str", "([& xs])", "What pr would print, as a string.", {}, to_string<print_readably>},
    {"prn-str", "([& xs])", "What prn would print, as a string.", {}, to_line<print_readably>},
    {"print-str", "([& xs])", "What print would print, as a string.", {}, to_string<print_text>},
    {"println-str", "([& xs])", "What println would print, as a string.", {}, to_line<print_text>},
    {"with-out-str*", "([f])", "Calls (f) and returns what it printed, as a string. See with-out-str.", {capture}},
};

} // namespace

native_table printing_natives() { return table_of(rows); }

} // namespace jank::ns
