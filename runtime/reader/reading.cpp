// The natives of clojure.core that read forms: from strings and from what *in* holds. Normal images have them only when their program
// names one of them (namespace/libraries.hpp).

#include "namespace/input.hpp"
#include "namespace/libraries.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "reader/errors.hpp"
#include "reader/reader.hpp"

#include <string>

namespace jank::reader {

using namespace object;

namespace {

// Programs that must know whether what they read is trusted bind *read-eval* to :unknown until they do.
void refuse_unknown_trust(char const *function) {
  ns::var const *const v{ns::find_var(ns::core_namespace(), make_symbol({}, "*read-eval*"))};
  if(v != nullptr && v->value == object_ref{make_keyword({}, "unknown")}) {
    throw_error(error_kind::reader,
                std::string{function} + " is not allowed while *read-eval* is :unknown; bind it to true or false");
  }
}

// What read and read-string are asked for.
struct request {
  read_options options;
  bool has_end_value{};
  object_ref end_value{nil};
};

object_ref option(object_ref options, std::string_view name) { return get(options, make_keyword({}, name), nil); }

// {:eof value, :read-cond :allow or :preserve, :features #{:clj ...}}
request parse_options(object_ref options, char const *function) {
  request r;
  r.options.conditionals = conditional_mode::refuse;
  if(options.is_nil()) { return r; }
  if(!is_map(options)) {
    throw_error(error_kind::type,
                std::string{function} + " wants its options as a map, but was given " + to_short_text(options));
  }
  object_ref const end{make_keyword({}, "eof")};
  if(contains(options, end)) {
    r.end_value = get(options, end);
    r.has_end_value = r.end_value != object_ref{make_keyword({}, "eofthrow")};
  }
  object_ref const mode{option(options, "read-cond")};
  if(mode == object_ref{make_keyword({}, "allow")}) {
    r.options.conditionals = conditional_mode::choose;
  } else if(mode == object_ref{make_keyword({}, "preserve")}) {
    r.options.conditionals = conditional_mode::keep;
  } else if(mode.is_some()) {
    throw_error(error_kind::illegal_argument,
                std::string{function} + ": :read-cond is :allow or :preserve, not " + to_short_text(mode));
  }
  object_ref const features{option(options, "features")};
  for_each(features, [&r, function](object_ref feature) {
    auto const *const name{try_cast<keyword>(feature)};
    if(name == nullptr) {
      throw_error(error_kind::type,
                  std::string{function} + ": :features is a set of keywords, but holds " + to_short_text(feature));
    }
    r.options.features.emplace_back(name->name->view());
  });
  return r;
}

[[noreturn]] void throw_end(char const *function) {
  throw_error(error_kind::reader, std::string{function} + ": the text ends, and there is no form in it");
}

object_ref read_text(object_ref text, request const &asked) {
  if(!is<string>(text)) {
    throw_error(error_kind::type, "read-string wants a string, but was given " + to_short_text(text));
  }
  refuse_unknown_trust("read-string");
  return as_jank_errors([&] {
    source_text const source{"<string>", std::string{cast<string>(text)->view()}};
    reader in{source, asked.options};
    auto const form{in.read()};
    if(!form && !asked.has_end_value) { throw_end("read-string"); }
    return form.value_or(asked.end_value);
  });
}

// Reads a form of what the reader has. When the text ends inside a form, or before one, more is waited for.
object_ref read_from(object_ref from, request const &asked, std::string *taken) {
  if(!ns::is_reader(from)) {
    throw_error(error_kind::type, "read wants a reader, such as *in* holds, but was given " + to_short_text(from));
  }
  refuse_unknown_trust("read");
  for(;;) {
    auto const place{ns::place_of(from)};
    source_text const source{"<in>", std::string{ns::unread_text(from)}, place.line};
    reader in{source, asked.options};
    try {
      auto const form{in.read()};
      if(!form && ns::fetch_line(from)) { continue; }
      if(taken != nullptr) { *taken = source.text.substr(0, in.offset()); }
      ns::advance(from, in.offset());
      if(!form && !asked.has_end_value) { throw_end("read"); }
      return form.value_or(asked.end_value);
    } catch(source_error const &e) {
      if(in.incomplete() && ns::fetch_line(from)) { continue; }
      as_jank_errors([&e]() -> object_ref { throw e; });
    }
  }
}

request positional(object_ref throws_at_end, object_ref end_value) {
  request r;
  r.options.conditionals = conditional_mode::refuse;
  r.has_end_value = !throws_at_end.truthy();
  r.end_value = end_value;
  return r;
}

// [form text]
object_ref with_text(object_ref from, request const &asked) {
  std::string taken;
  object_ref const form{read_from(from, asked, &taken)};
  auto const begin{taken.find_first_not_of(" \t\r\n,")};
  return make_vector(
      {form, make_string(begin == std::string::npos ? std::string_view{} : std::string_view{taken}.substr(begin))});
}

ns::native const rows[]{
    {"read-string",
     "([s] [opts s])",
     "The first form of the text, unevaluated. Options: :eof, what to return when there is none (without it that is an "
     "error); "
     ":read-cond, :allow to take the branches of reader conditionals, :preserve to keep them as data (without it they "
     "are an "
     "error); :features, a set of keywords that conditionals are asked for besides :jank and :default.",
     {+[](object_ref, object_ref s) { return read_text(s, parse_options(nil, "read-string")); },
      +[](object_ref, object_ref options, object_ref s) {
        return read_text(s, parse_options(options, "read-string"));
      }}},
    {"read",
     "([] [reader] [opts reader] [reader eof-error? eof-value] [reader eof-error? eof-value recursive?])",
     "The next form of the reader, *in* when left out, unevaluated. Options as those of read-string.",
     {+[](object_ref) { return read_from(ns::current_input(), parse_options(nil, "read"), nullptr); },
      +[](object_ref, object_ref from) { return read_from(from, parse_options(nil, "read"), nullptr); },
      +[](object_ref, object_ref options, object_ref from) {
        return read_from(from, parse_options(options, "read"), nullptr);
      },
      +[](object_ref, object_ref from, object_ref throws, object_ref end) {
        return read_from(from, positional(throws, end), nullptr);
      },
      +[](object_ref, object_ref from, object_ref throws, object_ref end, object_ref) {
        return read_from(from, positional(throws, end), nullptr);
      }}},
    {"read+string",
     "([] [reader] [opts reader] [reader eof-error? eof-value] [reader eof-error? eof-value recursive?])",
     "A vector of the form that read returns and the text it was read from, without the white space before it.",
     {+[](object_ref) { return with_text(ns::current_input(), parse_options(nil, "read+string")); },
      +[](object_ref, object_ref from) { return with_text(from, parse_options(nil, "read+string")); },
      +[](object_ref, object_ref options, object_ref from) {
        return with_text(from, parse_options(options, "read+string"));
      },
      +[](object_ref, object_ref from, object_ref throws, object_ref end) {
        return with_text(from, positional(throws, end));
      },
      +[](object_ref, object_ref from, object_ref throws, object_ref end, object_ref) {
        return with_text(from, positional(throws, end));
      }}},
};

} // namespace

} // namespace jank::reader

extern "C" void jank_natives_reading() {
  using namespace jank::reader;
  jank::ns::define_natives("clojure.core", rows, std::size(rows));
}
