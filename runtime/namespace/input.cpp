#include "namespace/input.hpp"

#include "memory/heap.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"

#include <cstdio>
#include <string>

namespace jank::ns {

namespace {

struct reader_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.reader"};
};

struct text_reader : heap_object {
  void *no_pointer; // what C++ patches see of it: a null pointer
  string *text;
  std::uint32_t at; // byte of the first unread character
  std::uint32_t line;
  std::uint32_t column;
  bool standard;
  fetch_text fetch; // or null
};

object_ref make_reader(std::string_view text, bool standard) {
  auto *const r{memory::make<text_reader>()};
  r->type = &static_type<reader_description>;
  r->text = make_string(text);
  r->line = 1;
  r->column = 1;
  r->standard = standard;
  return r;
}

var *input_var() {
  static var *const v{[] {
    var *const made{intern_var(core_namespace(), "*in*")};
    define(made, standard_input(),
           make_map({object_ref{make_keyword("dynamic")}, jank_true, object_ref{make_keyword("doc")},
                     object_ref{make_string("The reader that read and read-line take their text from.")}}));
    return made;
  }()};
  return v;
}

} // namespace

void define_input_vars() { input_var(); }

object_ref standard_input() {
  static object_ref const r{make_reader({}, true)};
  return r;
}
object_ref make_text_reader(std::string_view text) { return make_reader(text, false); }

object_ref make_waiting_reader(fetch_text fetch) {
  object_ref const made{make_reader({}, false)};
  cast<text_reader>(made)->fetch = fetch;
  return made;
}

bool is_reader(object_ref v) { return v.is_heap() && v.as_heap()->type == &static_type<reader_description>; }

std::string_view unread_text(object_ref reader) {
  auto const *const r{cast<text_reader>(reader)};
  return r->text->view().substr(r->at);
}

input_place place_of(object_ref reader) {
  auto const *const r{cast<text_reader>(reader)};
  return {r->line, r->column};
}

void advance(object_ref reader, std::size_t bytes) {
  auto *const r{cast<text_reader>(reader)};
  for(char const c : unread_text(reader).substr(0, bytes)) {
    if(c == '\n') {
      ++r->line;
      r->column = 1;
    } else if((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++r->column;
    }
    ++r->at;
  }
}

bool fetch_line(object_ref reader) {
  auto *const r{cast<text_reader>(reader)};
  if(r->fetch != nullptr) {
    memory::rooted<object_ref> const held{reader};
    std::string const more{r->fetch()};
    if(more.empty()) { return false; }
    std::string const left{unread_text(held)};
    r->text = make_string(left + more);
    r->at = 0;
    return true;
  }
  if(!r->standard) { return false; }
  std::string text{unread_text(reader)};
  std::size_t const before{text.size()};
  for(int c{std::fgetc(stdin)}; c != EOF; c = std::fgetc(stdin)) {
    text += static_cast<char>(c);
    if(c == '\n') { break; }
  }
  if(text.size() == before) {
    std::clearerr(stdin);
    return false;
  }
  r->text = make_string(text);
  r->at = 0;
  return true;
}

object_ref current_input() {
  object_ref const r{input_var()->value};
  if(!is_reader(r)) {
    throw_error(error_kind::illegal_state, "*in* must hold a reader, but holds " + to_short_text(r));
  }
  return r;
}

} // namespace jank::ns
