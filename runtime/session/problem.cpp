#include "session/problem.hpp"

#include "hot_reload/evaluate.hpp"
#include "memory/interruption.hpp"
#include "object/print.hpp"
#include "reader/errors.hpp"
#include "session/answer.hpp"
#include "unit/describe.hpp"
#include "unit/rethrow.hpp"

#include <algorithm>

namespace jank::session {

using namespace object;

namespace {

constexpr std::size_t most_bytes{10'000}; // of a message

std::string kind_of(object_ref thrown) {
  auto const *const e{try_cast<error>(thrown)};
  if(e == nullptr) { return thrown.is_heap() ? thrown.as_heap()->type->name : "value"; }
  return std::string{"jank.error/"} + (e->why == error_kind::none ? "ex-info" : error_kind_name(e->why));
}

object_ref root_of(object_ref thrown) {
  object_ref root{thrown};
  while(is<error>(root) && cast<error>(root)->cause.is_some()) { root = cast<error>(root)->cause; }
  return root;
}

void take_thrown(problem &p, object_ref thrown) {
  p.thrown = thrown;
  p.kind = kind_of(thrown);
  p.root_kind = kind_of(root_of(thrown));
  print_within(p.message, error_message(thrown), false, most_bytes);
}

// Errors of reading and compiling that were caught and thrown on by jank code carry their place as data.
void take_place_of_data(problem &p) {
  auto const *const e{try_cast<error>(p.thrown.get())};
  if(e == nullptr || !is_map(e->data)) { return; }
  object_ref const line{map_get(e->data, make_keyword({}, "line"))};
  object_ref const column{map_get(e->data, make_keyword({}, "column"))};
  object_ref const file{map_get(e->data, make_keyword({}, "file"))};
  if(!is_long(line) || !is<string>(file)) { return; }
  p.file = cast<string>(file)->view();
  p.line = static_cast<std::uint32_t>(as_long(line));
  p.column = is_long(column) ? static_cast<std::uint32_t>(as_long(column)) : 0;
}

bool is_library(unit::frame const &f) { return f.function.starts_with("clojure."); }

// The innermost call of the program's own; what the library does with its arguments is seldom the library's fault.
void take_place_of_calls(problem &p) {
  auto const known{[](unit::frame const &f) { return f.line != 0; }};
  bool const own{std::ranges::any_of(p.calls, [&](unit::frame const &f) { return known(f) && !is_library(f); })};
  for(unit::frame const &f : p.calls) {
    if(!known(f) || (own && is_library(f))) { continue; }
    p.file = f.file;
    p.line = f.line;
    p.column = f.column;
    return;
  }
}

void take_source_error(problem &p, reader::source_error const &e) {
  p.kind = p.root_kind = std::string{"jank.error/"} + error_kind_name(e.why);
  p.file = e.file;
  p.line = e.at.line;
  p.column = e.at.column;
  try {
    reader::as_jank_errors([&]() -> object_ref { throw e; });
  } catch(thrown_value const &t) { p.thrown = t.value; }
  p.message = e.message;
}

void take_exception(problem &p, std::exception_ptr const &e) {
  try {
    unit::rethrow(e);
  } catch(memory::interruption const &) {
    p.interrupted = true;
    p.kind = p.root_kind = "jank.error/interrupted";
    p.message = "interrupted";
  } catch(reader::source_error const &s) { take_source_error(p, s); } catch(thrown_value const &t) {
    take_thrown(p, t.value);
    p.calls = unit::frames_of(t);
    take_place_of_data(p);
    if(p.line == 0) { take_place_of_calls(p); }
  } catch(...) {
    p.kind = p.root_kind = "jank.error/c++";
    p.message = unit::describe_exception(e);
    p.thrown = make_error(p.message, nil, nil);
  }
}

} // namespace

void examine(problem &p, std::exception_ptr e, reader::source_text const &source) {
  try {
    take_exception(p, e);
    p.text = hot_reload::describe_exception(e);
  } catch(...) {
    // Printing a value may run the program's code, which may throw again.
    if(p.message.empty()) { p.message = "what was thrown cannot be printed"; }
    p.text = "error: " + p.message;
  }
  if(p.line == 0) { return; }
  if(p.file == source.name) {
    p.source = source.line(p.line);
  } else if(!p.file.starts_with('<')) {
    p.source = unit::source_line(p.file, p.line);
  }
}

void put_place(answer &to, problem const &p) {
  to.text("message", p.message);
  if(p.line != 0) {
    to.text("file", p.file).number("line", p.line).number("column", p.column);
    if(!p.source.empty()) { to.text("source", p.source); }
  }
  object_ref calls{empty_vector()};
  for(unit::frame const &f : p.calls) {
    calls = vector_conj(calls, make_map({make_keyword({}, "function"), make_string(f.function),
                                         make_keyword({}, "file"), make_string(f.file), make_keyword({}, "line"),
                                         make_long(f.line), make_keyword({}, "column"), make_long(f.column)}));
  }
  to.value("trace", calls);
}

void report(std::exception_ptr e) {
  problem p;
  examine(p, e, {});
  answer a{"report"};
  a.text("kind", "error");
  put_place(a, p);
  a.send(true);
}

} // namespace jank::session
