#include "namespace/output.hpp"

#include "memory/heap.hpp"
#include "memory/interruption.hpp"
#include "namespace/namespace.hpp"
#include "object/collections.hpp"
#include "object/cut_text.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace jank::ns {

namespace {

struct writer_description {
  static constexpr kind what{kind::opaque};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.writer"};
};

struct writer : heap_object {
  void *no_pointer; // what C++ patches see of it: a null pointer
  std::FILE *file;  // null: the text is collected, or streamed
  take_text take;   // or null
  std::uint32_t stream;
  std::uint32_t patience; // bytes
  char *bytes;            // atomic memory
  std::size_t count;
  std::size_t capacity;
  std::size_t most; // 0: without a limit
  bool overfull;
};

object_ref make_writer(std::FILE *file) {
  auto *const w{memory::make<writer>()};
  w->type = &static_type<writer_description>;
  w->file = file;
  w->patience = usual_patience;
  return w;
}

void append(writer *w, std::string_view text) {
  if(text.size() > w->capacity - w->count) {
    std::size_t const capacity{std::max(2 * w->capacity, w->count + text.size() + 64)};
    auto *const bytes{static_cast<char *>(memory::allocate_atomic(capacity))};
    std::copy_n(w->bytes, w->count, bytes);
    w->bytes = bytes;
    w->capacity = capacity;
  }
  std::copy(text.begin(), text.end(), w->bytes + w->count);
  w->count += text.size();
}

void append_within(writer *w, std::string_view text) {
  std::string_view const kept{cut_text(text, w->most - w->count)};
  append(w, kept);
  if(kept.size() == text.size()) { return; }
  w->overfull = true;
  throw memory::interruption{};
}

var *define_output_var(char const *name, char const *doc, object_ref value) {
  var *const v{intern_var(core_namespace(), name)};
  define(v, value,
         make_map({object_ref{make_keyword("dynamic")}, jank_true, object_ref{make_keyword("doc")},
                   object_ref{make_string(doc)}}));
  return v;
}

var *output_var() {
  static var *const v{define_output_var("*out*", "The writer that printing goes to.", standard_output())};
  return v;
}

var *error_var() {
  static var *const v{
      define_output_var("*err*", "The writer for messages about errors: standard error.", standard_error())};
  return v;
}

} // namespace

void define_output_vars() {
  output_var();
  error_var();
}

object_ref standard_output() {
  static object_ref const w{make_writer(stdout)};
  return w;
}
object_ref standard_error() {
  static object_ref const w{make_writer(stderr)};
  return w;
}
object_ref make_text_writer() { return make_writer(nullptr); }
object_ref make_streaming_writer(take_text take, std::uint32_t stream, std::uint32_t patience) {
  object_ref const made{make_writer(nullptr)};
  cast<writer>(made)->take = take;
  cast<writer>(made)->stream = stream;
  cast<writer>(made)->patience = patience;
  return made;
}
object_ref make_limited_writer(std::size_t most) {
  object_ref const made{make_writer(nullptr)};
  cast<writer>(made)->most = std::max<std::size_t>(most, 1);
  cast<writer>(made)->patience = 0;
  return made;
}

bool is_writer(object_ref v) { return v.is_heap() && v.as_heap()->type == &static_type<writer_description>; }

void write_to(object_ref w, std::string_view text) {
  auto *const target{cast<writer>(w)};
  if(target->file != nullptr) {
    std::fwrite(text.data(), 1, text.size(), target->file);
  } else if(target->take != nullptr) {
    if(!text.empty()) { target->take(target->stream, text); }
  } else if(target->most != 0) {
    append_within(target, text);
  } else if(!text.empty()) {
    append(target, text);
  }
}

bool takes_pieces(object_ref w) {
  auto const *const target{cast<writer>(w)};
  return target->file != nullptr || target->take != nullptr || target->most != 0;
}

void write_piece(std::string &text, object_ref w) {
  if(text.size() <= cast<writer>(w)->patience) { return; }
  write_to(w, text);
  text.clear();
}

void flush_writer(object_ref w) {
  auto const *const target{cast<writer>(w)};
  if(target->file != nullptr) { std::fflush(target->file); }
  if(target->take != nullptr) { target->take(target->stream, {}); }
}

std::string_view text_of_writer(object_ref w) {
  auto const *const source{cast<writer>(w)};
  return {source->bytes, source->count};
}

bool is_overfull(object_ref w) { return cast<writer>(w)->overfull; }

object_ref current_output() {
  object_ref const w{output_var()->value};
  if(!is_writer(w)) {
    throw_error(error_kind::illegal_state, "*out* must hold a writer, but holds " + to_short_text(w));
  }
  return w;
}

void write_error(std::string_view text) {
  object_ref const w{error_var()->value};
  write_to(is_writer(w) ? w : standard_error(), text);
}
void write_out(std::string_view text) { write_to(current_output(), text); }
void flush_out() { flush_writer(current_output()); }

void send_out_to_errors() { bind_root(output_var(), standard_error()); }

void drop_captures() { set_value(output_var(), output_var()->root); }

output_redirection::output_redirection(object_ref writer) : writer_{writer}, outer_{output_var()->value} {
  set_value(output_var(), writer_);
}
output_redirection::~output_redirection() { set_value(output_var(), outer_); }

output_capture::output_capture() : output_redirection{make_text_writer()} {}
std::string output_capture::take() {
  auto *const w{cast<writer>(writer_)};
  std::string text{text_of_writer(writer_)};
  w->count = 0;
  return text;
}

} // namespace jank::ns
