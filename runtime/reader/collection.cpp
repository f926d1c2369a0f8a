// Lists, vectors, maps and sets.

#include "reader/core_symbols.hpp"
#include "reader/parser.hpp"

#include "object/collections.hpp"
#include "object/equality.hpp"
#include "object/list.hpp"
#include "object/print.hpp"

namespace jank::reader {

namespace {

constexpr bracket set_braces{'{', '}', "set"};

std::span<object_ref const> elements_from(parser const &p, std::size_t base) {
  return std::span{p.forms}.subspan(base);
}

void take_off(parser &p, std::size_t base) {
  p.forms.resize(base);
  p.places.resize(base);
}

// Names the first element (every `step`th counts) that equals an earlier one. Only called when there is one.
[[noreturn]] void fail_duplicate(parser const &p, std::size_t base, std::size_t step, char const *what) {
  object_ref seen{object::empty_set()};
  std::size_t i{base};
  while(!object::set_contains(seen, p.forms[i])) {
    seen = object::set_conj(seen, p.forms[i]);
    i += step;
  }
  fail(p, p.places[i], std::string{"duplicate "} + what + " " + object::to_readable(p.forms[i]));
}

} // namespace

std::size_t read_elements(parser &p, bracket const &b, position start) {
  std::size_t const base{p.forms.size()};
  p.text.step();
  for(;;) {
    p.collecting = true;
    item const i{next(p)};
    switch(i.what) {
    case item_kind::form:
      p.forms.push_back(i.form);
      p.places.push_back(i.at);
      break;
    case item_kind::nothing: break;
    case item_kind::closing:
      if(!p.text.sees(b.close)) {
        fail(p, i.at,
             std::string{"unmatched "} + *p.text.here + " ; " + b.open + " was opened at " + line_and_column(start),
             std::string{"close the "} + b.what + " with " + b.close + " first");
      }
      p.text.step();
      return base;
    case item_kind::end:
      fail_incomplete(p, start, std::string{b.what} + " opened at " + line_and_column(start) + " is never closed",
                      std::string{"add "} + b.close + " where it ends");
    }
  }
}

item read_list(parser &p, position start) {
  std::size_t const base{read_elements(p, parentheses, start)};
  auto const elements{elements_from(p, base)};
  object_ref form{object::empty_list()};
  if(!elements.empty()) {
    form = p.place(with_position(object::make_list(elements.data(), elements.size()), start), start);
  }
  take_off(p, base);
  return {item_kind::form, form};
}

item read_vector(parser &p, position start) {
  std::size_t const base{read_elements(p, square_brackets, start)};
  auto const elements{elements_from(p, base)};
  object_ref form{object::empty_vector()};
  if(!elements.empty()) { form = p.place(object::make_vector(elements.data(), elements.size()), start); }
  take_off(p, base);
  return {item_kind::form, form};
}

object_ref finish_map(parser &p, std::size_t base, position start) {
  auto const elements{elements_from(p, base)};
  if(elements.size() % 2 != 0) {
    fail(p, start,
         "map with an odd number of forms (" + std::to_string(elements.size()) + "): the last one, " +
             object::to_readable(elements.back()) + ", has no value");
  }
  object_ref form{object::empty_map()};
  if(!elements.empty()) {
    form = p.place(object::make_map(elements.data(), elements.size()), start);
    if(object::map_count(form) * 2 != elements.size() && p.discarding == 0) { fail_duplicate(p, base, 2, "key"); }
  }
  take_off(p, base);
  return form;
}

item read_map(parser &p, position start) {
  std::size_t const base{read_elements(p, braces, start)};
  return {item_kind::form, finish_map(p, base, start)};
}

item read_set(parser &p, position start) {
  p.text.step();
  std::size_t const base{read_elements(p, set_braces, start)};
  auto const elements{elements_from(p, base)};
  object_ref form{object::empty_set()};
  if(!elements.empty()) {
    form = p.place(object::make_set(elements.data(), elements.size()), start);
    if(object::set_count(form) != elements.size() && p.discarding == 0) { fail_duplicate(p, base, 1, "element"); }
  }
  take_off(p, base);
  return {item_kind::form, form};
}

} // namespace jank::reader
