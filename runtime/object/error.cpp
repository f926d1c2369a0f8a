#include "object/error.hpp"

#include "memory/heap.hpp"
#include "object/catching.hpp"
#include "object/collections.hpp"
#include "object/error_trace.hpp"
#include "object/print.hpp"
#include "object/static_type.hpp"
#include "object/symbol.hpp"

namespace jank::object {

namespace {

struct error_description {
  static constexpr kind what{kind::error};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.error"};
};

struct cpp_error_description {
  static constexpr kind what{kind::cpp_error};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.cpp_error"};
};

// In the order of error_kind.
constexpr char const *kind_names[]{
    "none",          "arithmetic", "type",   "arity",    "not-callable", "index-out-of-bounds", "illegal-argument",
    "illegal-state", "unresolved", "reader", "compiler", "loader",       "out-of-memory",       "stack-overflow",
    "trap",
};
static_assert(std::size(kind_names) == static_cast<std::size_t>(error_kind::trap) + 1);

std::int32_t (*trace_source)(){};

std::int32_t running_calls() { return trace_source != nullptr ? trace_source() : 0; }

error *new_error(error_kind why, std::string_view message, object_ref data, object_ref cause) {
  std::int32_t const trace{running_calls()};
  auto *const e{memory::make<error>(heap_object{&static_type<error_description>}, why, make_string(message), data,
                                    cause, trace != 0 ? object_ref{make_fixnum(trace)} : nil)};
  own_trace(e);
  return e;
}

object_ref with_kind(error_kind why, object_ref data) {
  return map_assoc(data.is_nil() ? empty_map() : data, make_keyword("jank", "error"),
                   make_keyword({}, error_kind_name(why)));
}

// The exceptions themselves lie in memory the collector does not look into.
constinit thrown_value *in_flight{};
constinit std::uint64_t last_number{};
constinit object_ref *no_memory{};

} // namespace

// What was noted for a thrown value that is no error.
static std::int32_t calls_of_value() {
  std::int32_t const calls{running_calls()};
  note_value_trace(calls);
  return calls;
}
constinit int waiting_handlers{};

// Noted here, so that throw_value makes it in its place: a local would be destroyed on the way out, and every stop on that way costs as
// much as a throw.
thrown_value::thrown_value(object_ref v)
    : value{v}, trace{is<error>(v) || waiting_handlers > 0 ? 0 : calls_of_value()}, number_{++last_number}, previous_{},
      next_{in_flight} {
  memory::add_root_visitor(&mark_in_flight);
  if(next_) { next_->previous_ = this; }
  in_flight = this;
}

thrown_value::thrown_value(thrown_value const &other)
    : value{other.value}, trace{other.trace}, number_{++last_number}, previous_{}, next_{in_flight} {
  if(next_) { next_->previous_ = this; }
  in_flight = this;
}

std::uint64_t thrown_value::newest() { return last_number; }

void thrown_value::forget_after(std::uint64_t number) {
  while(in_flight != nullptr && in_flight->number_ > number) { in_flight = in_flight->next_; }
  if(in_flight != nullptr) { in_flight->previous_ = nullptr; }
  for(thrown_value *thrown{in_flight}; thrown != nullptr; thrown = thrown->next_) {
    while(thrown->next_ != nullptr && thrown->next_->number_ > number) { thrown->next_ = thrown->next_->next_; }
    if(thrown->next_ != nullptr) { thrown->next_->previous_ = thrown; }
  }
}

thrown_value::~thrown_value() {
  (previous_ ? previous_->next_ : in_flight) = next_;
  if(next_) { next_->previous_ = previous_; }
}

void thrown_value::mark_in_flight(void (*mark)(void *)) {
  for(auto const *thrown{in_flight}; thrown; thrown = thrown->next_) {
    if(thrown->value.is_heap()) { mark(thrown->value.as_heap()); }
  }
}

void set_trace_source(std::int32_t (*capture)()) { trace_source = capture; }

void throw_value(object_ref v) { throw thrown_value{v}; }

void throw_error(error_kind why, std::string_view message, object_ref data) {
  throw_value(make_error_of(why, message, data));
}

object_ref make_error_of(error_kind why, std::string_view message, object_ref data) {
  return new_error(why, message, with_kind(why, data), nil);
}

object_ref out_of_memory_error() {
  if(no_memory == nullptr) {
    no_memory = static_cast<object_ref *>(memory::allocate_root(sizeof(object_ref)));
    *no_memory = new_error(error_kind::out_of_memory, "out of memory", with_kind(error_kind::out_of_memory, nil), nil);
    replace_trace(cast<error>(*no_memory), 0);
  }
  return *no_memory;
}

object_ref make_error(std::string_view message, object_ref data, object_ref cause) {
  return new_error(error_kind::none, message, data, cause);
}

object_ref make_cpp_error(std::string_view type_name, std::string_view message) {
  return memory::make<cpp_error>(heap_object{&static_type<cpp_error_description>}, make_string(message),
                                 make_string(type_name));
}

object_ref error_message(object_ref v) {
  object_ref message;
  if(auto const *const e{try_cast<error>(v)}) {
    message = e->message;
  } else if(auto const *const e{try_cast<cpp_error>(v)}) {
    message = e->message;
  }
  return message.is_some() ? message : make_string(to_short_text(v));
}

char const *error_kind_name(error_kind k) { return kind_names[static_cast<std::size_t>(k)]; }

} // namespace jank::object
