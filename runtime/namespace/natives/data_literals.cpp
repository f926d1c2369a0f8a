// Instants, UUIDs, tagged literals, kept reader conditionals (object/data_literals.hpp).

#include "object/data_literals.hpp"

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"

#include <random>

namespace jank::ns {

namespace {

template <typename T> object_ref is_a(object_ref, object_ref x) { return make_boolean(is<T>(x)); }

object_ref read_inst(object_ref, object_ref form) {
  auto *const text{expect<string>(form, "#inst", "a string")};
  auto const milliseconds{parse_inst(text->view())};
  if(!milliseconds) {
    throw_error(error_kind::illegal_argument,
                "#inst wants a timestamp such as \"2024-02-29T12:30:00.000-00:00\" (RFC 3339), not " +
                    to_readable(form));
  }
  return make_inst(*milliseconds);
}

object_ref read_uuid(object_ref, object_ref form) {
  auto const halves{parse_uuid(expect<string>(form, "#uuid", "a string")->view())};
  if(!halves) {
    throw_error(error_kind::illegal_argument, "#uuid wants 8-4-4-4-12 hexadecimal digits, not " + to_readable(form));
  }
  return make_uuid(halves->first, halves->second);
}

object_ref to_uuid(object_ref, object_ref s) {
  auto const halves{parse_uuid(expect<string>(s, "parse-uuid", "a string")->view())};
  return halves ? make_uuid(halves->first, halves->second) : nil;
}

// Version 4, variant 1 of RFC 9562.
object_ref new_uuid(object_ref) {
  static std::random_device source;
  auto const bits{[] { return static_cast<std::uint64_t>(source()) << 32 | source(); }};
  return make_uuid((bits() & 0xffffffffffff0fff) | 0x4000, (bits() & 0x3fffffffffffffff) | 0x8000000000000000);
}

object_ref milliseconds_of(object_ref, object_ref x) {
  return make_long(expect<inst>(x, "inst-ms", "an instant")->milliseconds);
}

constexpr native rows[]{
    {"inst-milliseconds*",
     "([inst])",
     "The milliseconds from 1970-01-01T00:00:00Z to what #inst reads.",
     {milliseconds_of}},
    {"inst-from-ms*",
     "([ms])",
     "The instant that many milliseconds after 1970-01-01T00:00:00Z.",
     {+[](object_ref, object_ref ms) { return make_inst(expect_long(ms, "inst-from-ms*")); }}},
    {"read-inst*", "([form])", "The instant that a timestamp of RFC 3339 names: the reader of #inst.", {read_inst}},
    {"uuid?", "([x])", "Is x a UUID?", {is_a<uuid>}},
    {"read-uuid*",
     "([form])",
     "The UUID that a string writes; throws when it is none: the reader of #uuid.",
     {read_uuid}},
    {"parse-uuid", "([s])", "The UUID that the string s writes, or nil when it is none.", {to_uuid}},
    {"random-uuid", "([])", "A new random UUID (version 4).", {new_uuid}},
    {"tagged-literal",
     "([tag form])",
     "The value of #tag form as data. :tag and :form of it give the parts.",
     {+[](object_ref, object_ref tag, object_ref form) {
       return make_tagged_literal(expect<symbol>(tag, "tagged-literal", "a symbol as tag"), form);
     }}},
    {"tagged-literal?", "([x])", "Is x a tagged literal that is kept as data?", {is_a<tagged_literal>}},
    {"reader-conditional",
     "([form splicing?])",
     "The value of #?(...), or of #?@(...) when splicing? is true, as data. :form and :splicing? of it give the parts.",
     {+[](object_ref, object_ref form, object_ref splicing) {
       return make_reader_conditional(form, splicing.truthy());
     }}},
    {"reader-conditional?", "([x])", "Is x a reader conditional that is kept as data?", {is_a<reader_conditional>}},
};

} // namespace

struct data_literal_table : rows_of_core<rows> {};
native_table data_literal_natives() { return table_of<data_literal_table>(); }

} // namespace jank::ns
