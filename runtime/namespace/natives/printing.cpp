// Printing: everything goes through write_out (namespace/output.hpp).
//
// Values are printed by object/print.hpp with the settings that *print-length* and its like hold. A type for which the multimethod
// print-method (or print-dup, while *print-dup* is true) has got a method of its own is printed by that; as long as neither has one,
// printing asks nobody.

#include "namespace/printing.hpp"
#include "memory/interruption.hpp"
#include "namespace/dup.hpp"
#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "namespace/output.hpp"
#include "object/multimethod.hpp"
#include "object/print_dup.hpp"
#include "object/type.hpp"

namespace jank::ns {

namespace {

struct setting {
  char const *name;
  object_ref value;
  char const *doc;
};

enum setting_index : std::size_t {
  print_length,
  print_level,
  print_readably_var,
  print_meta,
  print_namespace_maps,
  print_dup,
  flush_on_newline,
  setting_count,
};

constexpr setting setting_rows[setting_count]{
    {"*print-length*", nil, "How many elements of a collection are printed before \"...\"; nil: all."},
    {"*print-level*", nil, "How many levels of nested collections are printed; deeper ones are #. nil: all."},
    {"*print-readably*", jank_true, "When false, pr prints strings and characters as they are."},
    {"*print-meta*", jank_false, "When true, metadata is printed before what has some, as ^{...}."},
    {"*print-namespace-maps*", jank_false,
     "When true, maps whose keys are all of one namespace are printed as #:ns{...}."},
    {"*print-dup*", jank_false,
     "When true, values are printed by print-dup: so that reading makes values of the same types, with metadata."},
    {"*flush-on-newline*", jank_true, "When true, prn, println and newline hand their output to the system at once."},
};

var *setting_vars[setting_count]{};

constexpr std::int64_t largest_text{1 << 30};

// Multimethods, and what they hold while nobody has added a method. Null until
// `watch-print-method*` and `watch-print-dup*`.
struct watched_multimethod {
  var *holder;
  object_ref initial;
};
watched_multimethod print_method{};
watched_multimethod print_dup_method{};

object_ref setting_value(setting_index i) { return setting_vars[i]->value; }

std::int64_t limit(setting_index i) {
  object_ref const v{setting_value(i)};
  if(v.is_nil()) { return -1; }
  if(!is_long(v) || as_long(v) < 0) { throw_wrong_argument(setting_rows[i].name, "nil or a count", v); }
  return as_long(v);
}

print_settings current_settings(bool readably) {
  print_settings s;
  s.readably = readably && setting_value(print_readably_var).truthy();
  s.metadata = setting_value(print_meta).truthy();
  s.namespace_maps = setting_value(print_namespace_maps).truthy();
  s.length = limit(print_length);
  s.level = limit(print_level);
  return s;
}

// For printing to the writer, or for a text when that is nil.
print_settings directed(print_settings s, object_ref writer) {
  if(writer.is_some() && takes_pieces(writer)) {
    s.drain = write_piece;
    s.to = writer;
  }
  return s;
}

// What the vars say now.
print_settings settings_now(bool readably, object_ref writer) {
  return directed(setting_value(print_dup).truthy() ? dup_settings : current_settings(readably), writer);
}

bool has_new_methods(watched_multimethod const &w) {
  return w.holder != nullptr && is<multimethod>(w.holder->value) &&
         cast<multimethod>(w.holder->value)->methods != w.initial;
}

// The method for `v`, when it is none of those that were there from the start.
object_ref added_method(watched_multimethod const &w, object_ref v) {
  if(!has_new_methods(w)) { return nil; }
  auto *const m{cast<multimethod>(w.holder->value)};
  object_ref const f{find_method(m, call(m->dispatch, v, nil))};
  bool initial{};
  for_each(w.initial, [&](object_ref entry) { initial = initial || vector_nth(entry, 1) == f; });
  return initial ? nil : f;
}

// The value whose own method is running: it may want the rest printed as it would have been without the method.
object_ref not_again{nil};

// What has a print-dup method is printed by it, and the instances of a deftype, which have no form of their own that could be read, by a
// print-method as well.
object_ref method_for(object_ref v, bool dup) {
  if(!dup) { return added_method(print_method, v); }
  object_ref const f{added_method(print_dup_method, v)};
  return f.is_nil() && is(v, kind::instance) && !is_map(v) ? added_method(print_method, v) : f;
}

bool print_by_method(std::string &out, object_ref v, print_settings const &settings) {
  bool const dup{settings.dup};
  if(v == not_again) {
    not_again = nil;
    return dup && print_dup_of_named(out, v);
  }
  memory::collection_delay const delay;
  object_ref const f{method_for(v, dup)};
  if(f.is_nil()) { return dup && print_dup_of_named(out, v); }
  // What the method prints to *out* counts as well as what it writes to the writer it is given: they are the same.
  if(settings.drain != nullptr) {
    write_to(settings.to, out);
    out.clear();
    output_redirection const there{settings.to};
    call(f, v, settings.to);
    return true;
  }
  output_capture captured;
  call(f, v, current_output());
  out += captured.take();
  return true;
}

// The text, or what a writer that takes pieces has not got of it.
std::string joined(object_ref values, bool readably, char const *end, object_ref writer) {
  std::string text;
  bool is_first{true};
  print_settings const settings{settings_now(readably, writer)};
  for_each(values, [&](object_ref v) {
    if(!is_first) { text += ' '; }
    is_first = false;
    print(text, v, settings);
  });
  return text += end;
}

void write_joined(object_ref values, bool readably, char const *end) {
  object_ref const w{current_output()};
  write_to(w, joined(values, readably, end, w));
}

template <bool Readably> object_ref write(object_ref, object_ref values) {
  write_joined(values, Readably, "");
  return nil;
}
void end_line() {
  if(setting_value(flush_on_newline).truthy()) { flush_out(); }
}
// A line that was printed can be seen at once, whatever standard output is connected to.
template <bool Readably> object_ref write_line(object_ref, object_ref values) {
  write_joined(values, Readably, "\n");
  end_line();
  return nil;
}
template <bool Readably> object_ref to_string(object_ref, object_ref values) {
  return object_ref{make_string(joined(values, Readably, "", nil))};
}
template <bool Readably> object_ref to_line(object_ref, object_ref values) {
  return object_ref{make_string(joined(values, Readably, "\n", nil))};
}

object_ref capture(object_ref, object_ref f) {
  rooted<object_ref> const function{f};
  output_capture captured;
  call_rooted(function.get());
  return object_ref{make_string(captured.take())};
}

object_ref expect_writer(object_ref w, char const *function) {
  if(!is_writer(w)) { throw_wrong_argument(function, "a writer, such as *out* holds,", w); }
  return w;
}

// Prints as if there were no method for `v` itself.
void print_without_method(object_ref v, object_ref w, print_settings const &settings) {
  std::string text;
  not_again = v.is_heap() ? v : nil;
  print(text, v, directed(settings, w));
  not_again = nil;
  write_to(w, text);
}

object_ref print_built_in(object_ref, object_ref v, object_ref w) {
  print_without_method(v, expect_writer(w, "print-method"), settings_now(true, nil));
  return nil;
}

object_ref print_dup_built_in(object_ref, object_ref v, object_ref w) {
  print_without_method(v, expect_writer(w, "print-dup"), dup_settings);
  return nil;
}

object_ref print_to_writer(object_ref, object_ref v, object_ref w) {
  print_to(expect_writer(w, "print-to*"), v);
  return nil;
}

object_ref print_within(object_ref, object_ref v, object_ref most) {
  if(!is_long(most) || as_long(most) < 0) { throw_wrong_argument("pr-str-within*", "a count of bytes", most); }
  return print_str_within(v, static_cast<std::size_t>(std::min<std::int64_t>(as_long(most), largest_text)));
}

// What print-method dispatches on.
object_ref dispatch_value(object_ref, object_ref v, object_ref) {
  object_ref const m{meta(v)};
  object_ref const tag{m.is_some() ? map_get(m, object_ref{make_keyword("type")}) : nil};
  if(is<keyword>(tag)) { return tag; }
  return v.is_nil() ? nil : object_ref{type_of(v)};
}

object_ref watch(watched_multimethod &w, object_ref holder, char const *function) {
  w.holder = expect<var>(holder, function, "a var");
  w.initial = expect<multimethod>(w.holder->value, function, "a multimethod")->methods;
  set_print_override(print_by_method);
  return nil;
}
object_ref watch_print_method(object_ref, object_ref v) { return watch(print_method, v, "watch-print-method*"); }
object_ref watch_print_dup(object_ref, object_ref v) { return watch(print_dup_method, v, "watch-print-dup*"); }

constexpr native rows[]{
    {"pr", "([& more])", "Prints the values readably, separated by spaces.", {}, write<true>},
    {"prn", "([& more])", "Prints the values readably, separated by spaces, and a newline.", {}, write_line<true>},
    {"print",
     "([& more])",
     "Prints the values for people, separated by spaces: strings and characters as they are.",
     {},
     write<false>},
    {"println",
     "([& more])",
     "Prints the values for people, separated by spaces, and a newline.",
     {},
     write_line<false>},
    {"newline", "([])", "Prints a newline.", {+[](object_ref) {
       write_out("\n");
       end_line();
       return nil;
     }}},
    {"flush", "([])", "Hands what was printed to the system at once.", {+[](object_ref) {
       flush_out();
       return nil;
     }}},
    {"pr-str", "([& xs])", "What pr would print, as a string.", {}, to_string<true>},
    {"prn-str", "([& xs])", "What prn would print, as a string.", {}, to_line<true>},
    {"print-str", "([& xs])", "What print would print, as a string.", {}, to_string<false>},
    {"println-str", "([& xs])", "What println would print, as a string.", {}, to_line<false>},
    {"pr-str-within*",
     "([x most])",
     "What pr would print, as a string of no more than so many bytes: the rest is left out, and not waited for.",
     {print_within}},
    {"with-out-str*", "([f])", "Calls (f) and returns what it printed, as a string. See with-out-str.", {capture}},
    {"text-writer*",
     "([])",
     "A writer that collects what is printed while *out* holds it; writer-text* gives the text.",
     {+[](object_ref) { return make_text_writer(); }}},
    {"writer-text*", "([writer])", "What a writer of text-writer* has collected.", {+[](object_ref, object_ref w) {
       return object_ref{make_string(text_of_writer(expect_writer(w, "writer-text*")))};
     }}},
    {"writer?*", "([x])", "Is x a writer, as *out* holds one?", {+[](object_ref, object_ref x) {
       return make_boolean(is_writer(x));
     }}},
    {"write*",
     "([writer s])",
     "Appends the string s to the writer as it is.",
     {+[](object_ref, object_ref w, object_ref s) {
       write_to(expect_writer(w, "write*"), expect<string>(s, "write*", "a string")->view());
       return nil;
     }}},
    {"flush-writer*",
     "([writer])",
     "Hands what the writer has buffered to the system.",
     {+[](object_ref, object_ref w) {
       flush_writer(expect_writer(w, "flush-writer*"));
       return nil;
     }}},
    {"print-to*",
     "([x writer])",
     "Prints x readably to the writer, piece by piece when it takes pieces; *out* stays what it is.",
     {print_to_writer}},
    {"print-built-in*",
     "([x writer])",
     "Prints x readably to the writer, as when print-method had no method for it; what it holds is printed by "
     "print-method.",
     {print_built_in}},
    {"print-dup-built-in*",
     "([x writer])",
     "Prints x so that reading it makes the same value, as when print-dup had no method for it.",
     {print_dup_built_in}},
    {"print-dispatch*",
     "([x writer])",
     "The keyword that the metadata of x has under :type, or else the type of x: what print-method dispatches on.",
     {dispatch_value}},
    {"watch-print-method*",
     "([v])",
     "Tells printing to ask the multimethod in the var v, once it has got methods beyond those of now.",
     {watch_print_method}},
    {"watch-print-dup*", "([v])", "The same for printing while *print-dup* is true.", {watch_print_dup}},
};

} // namespace

void print_to(object_ref writer, object_ref v) {
  std::string text;
  print(text, v, settings_now(true, writer));
  write_to(writer, text);
}

object_ref print_str_within(object_ref v, std::size_t most) {
  rooted<object_ref> const writer{make_limited_writer(most)};
  std::size_t const depth{binding_depth()};
  try {
    print_to(writer, v);
  } catch(memory::interruption const &) {
    if(!is_overfull(writer)) { throw; }
    pop_bindings_to(depth);
  }
  return object_ref{make_string(text_of_writer(writer))};
}

struct printing_table : rows_of_core<rows> {};
native_table printing_natives() { return table_of<printing_table>(); }

void define_print_settings() {
  for(std::size_t i{}; i < setting_count; ++i) {
    setting const &row{setting_rows[i]};
    setting_vars[i] = intern_var(core_namespace(), row.name);
    define(setting_vars[i], row.value,
           make_map({object_ref{make_keyword("dynamic")}, jank_true, object_ref{make_keyword("settable")}, jank_true,
                     object_ref{make_keyword("doc")}, object_ref{make_string(row.doc)}}));
  }
}

} // namespace jank::ns
