#include "unit/makers.hpp"

#include "object/collections.hpp"
#include "object/data_literals.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/regex.hpp"

#include <string>

namespace jank::unit {

using namespace object;

namespace {

[[noreturn]] void fail(object_ref parts) {
  throw_error(error_kind::loader, "a constant is damaged: " + to_short_text(parts));
}

string *expect_string(object_ref parts) {
  if(!is<string>(parts)) { fail(parts); }
  return cast<string>(parts);
}

object_ref make_uuid_of(object_ref text) {
  auto const halves{parse_uuid(expect_string(text)->view())};
  if(!halves) { fail(text); }
  return make_uuid(halves->first, halves->second);
}

object_ref make_inst_of(object_ref milliseconds) {
  if(!is_long(milliseconds)) { fail(milliseconds); }
  return make_inst(as_long(milliseconds));
}

object_ref pair_part(object_ref pair, std::size_t i) {
  if(!is_vector(pair) || vector_count(pair) != 2) { fail(pair); }
  return vector_nth(pair, i);
}

constexpr maker makers[]{
    {"regex", kind::regex, [](object_ref v) { return object_ref{cast<regex>(v)->pattern}; },
     [](object_ref pattern) { return object_ref{make_regex(expect_string(pattern)->view())}; }},
    {"inst", kind::inst, [](object_ref v) { return make_long(cast<inst>(v)->milliseconds); }, make_inst_of},
    {"uuid", kind::uuid, [](object_ref v) { return object_ref{make_string(uuid_text(cast<uuid>(v)))}; }, make_uuid_of},
    {"tagged", kind::tagged_literal,
     [](object_ref v) { return make_vector({cast<tagged_literal>(v)->tag, cast<tagged_literal>(v)->form}); },
     [](object_ref pair) { return make_tagged_literal(pair_part(pair, 0), pair_part(pair, 1)); }},
    {"conditional", kind::reader_conditional,
     [](object_ref v) {
       auto const *const c{cast<reader_conditional>(v)};
       return make_vector({c->form, make_boolean(c->splicing)});
     },
     [](object_ref pair) { return make_reader_conditional(pair_part(pair, 0), pair_part(pair, 1).truthy()); }},
};

} // namespace

maker const *find_maker(std::string_view name) {
  for(auto const &m : makers) {
    if(m.name == name) { return &m; }
  }
  return nullptr;
}

maker const *find_maker(object_ref value) {
  for(auto const &m : makers) {
    if(is(value, m.what)) { return &m; }
  }
  return nullptr;
}

} // namespace jank::unit
