// The natives of clojure.edn. They stand in the reader's layer, which normal images have only when something refers to them
// (namespace/libraries.hpp).

#include "memory/heap.hpp"
#include "namespace/input.hpp"
#include "namespace/libraries.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "reader/reader.hpp"

namespace jank::reader {

namespace {

using namespace object;

// An error of the text as a value that jank code catches.
[[noreturn]] void throw_as_jank(source_text const &source, source_error const &e) {
  object_ref const data{
      make_map({make_keyword("line"), make_long(e.at.line), make_keyword("column"), make_long(e.at.column)})};
  throw_error(e.why, describe(source, e.at, e.message, e.hint), data);
}

reader::edn_tags calling(object_ref tagged) {
  return [tagged](symbol *tag, object_ref form) { return call(tagged, object_ref{tag}, form); };
}

object_ref read_edn(object_ref, object_ref text, object_ref tagged, object_ref at_end) {
  memory::collection_delay const delay;
  if(!is<string>(text)) {
    throw_error(error_kind::type, "clojure.edn/read-string wants a string, but was given " + to_short_text(text));
  }
  source_text const source{"<edn>", std::string{cast<string>(text)->view()}};
  try {
    reader in{source, calling(tagged)};
    std::optional<object_ref> const form{in.read()};
    return form.has_value() ? *form : call(at_end);
  } catch(source_error const &e) { throw_as_jank(source, e); }
}

// When the text that is there ends inside a value, or before one, more is waited for and reading begins anew.
object_ref read_edn_from(object_ref, object_ref from, object_ref tagged, object_ref at_end) {
  memory::collection_delay const delay;
  if(!ns::is_reader(from)) {
    throw_error(error_kind::type,
                "clojure.edn/read wants a reader, such as *in* holds, but was given " + to_short_text(from));
  }
  for(;;) {
    source_text const source{"<in>", std::string{ns::unread_text(from)}, ns::place_of(from).line};
    reader in{source, calling(tagged)};
    try {
      std::optional<object_ref> const form{in.read()};
      if(!form.has_value() && ns::fetch_line(from)) { continue; }
      ns::advance(from, in.offset());
      return form.has_value() ? *form : call(at_end);
    } catch(source_error const &e) {
      if(!in.incomplete() || !ns::fetch_line(from)) { throw_as_jank(source, e); }
    }
  }
}

ns::native const rows[]{
    {"read-edn*",
     "([text tagged at-end])",
     "The first value of the text. (tagged tag value) makes the value of a tagged one, (at-end) what is returned when "
     "there is none.",
     {read_edn}},
    {"read-edn-from*",
     "([reader tagged at-end])",
     "The next value of what the reader has, as read-edn* reads it.",
     {read_edn_from}},
};

} // namespace

} // namespace jank::reader

extern "C" void jank_natives_edn() {
  using namespace jank::reader;
  jank::ns::define_natives(qualified_name(jank::ns::current_namespace()->name).c_str(), rows, std::size(rows));
}
