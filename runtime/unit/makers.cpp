#include "unit/makers.hpp"

#include "object/error.hpp"
#include "object/print.hpp"
#include "object/regex.hpp"

#include <string>

namespace jank::unit {

using namespace object;

namespace {

string *expect_string(object_ref parts) {
  if(!is<string>(parts)) { throw_error(error_kind::loader, "a constant is damaged: " + to_short_text(parts)); }
  return cast<string>(parts);
}

constexpr maker makers[]{
    {"regex", kind::regex, [](object_ref v) { return object_ref{cast<regex>(v)->pattern}; },
     [](object_ref pattern) { return object_ref{make_regex(expect_string(pattern)->view())}; }},
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
