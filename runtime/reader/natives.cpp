// The natives of clojure.edn. They stand in the reader's layer, which normal images have only when something refers to them
// (namespace/libraries.hpp).

#include "memory/heap.hpp"
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

object_ref read_edn(object_ref, object_ref text, object_ref tagged, object_ref at_end) {
  memory::collection_delay const delay;
  if(!is<string>(text)) {
    throw_error(error_kind::type, "clojure.edn/read-string wants a string, but was given " + to_short_text(text));
  }
  source_text const source{"<edn>", std::string{cast<string>(text)->view()}};
  try {
    reader in{source, [tagged](symbol *tag, object_ref form) { return call(tagged, object_ref{tag}, form); }};
    std::optional<object_ref> const form{in.read()};
    return form.has_value() ? *form : call(at_end);
  } catch(source_error const &e) {
    object_ref const data{
        make_map({make_keyword("line"), make_long(e.at.line), make_keyword("column"), make_long(e.at.column)})};
    throw_error(e.why, describe(source, e.at, e.message, e.hint), data);
  }
}

ns::native const rows[]{
    {"read-edn*",
     "([text tagged at-end])",
     "The first value of the text. (tagged tag value) makes the value of a tagged one, (at-end) what is returned when "
     "there is none.",
     {read_edn}},
};

} // namespace

} // namespace jank::reader

extern "C" void jank_natives_edn() {
  using namespace jank::reader;
  jank::ns::define_natives(qualified_name(jank::ns::current_namespace()->name).c_str(), rows, std::size(rows));
}
