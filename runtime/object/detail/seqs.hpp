#pragma once

// Seqs over the inside of other values, and the objects behind lazy.hpp. Those over vectors, strings and maps
// are never empty.

#include "object/detail/collection.hpp"
#include "object/static_type.hpp"
#include "object/string.hpp"

namespace jank::object {

// Over a vector, map entry or array, from an index on.
struct vector_seq_description {
  static constexpr kind what{kind::vector_seq};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential | flag_counted};
  static constexpr char const *name{"jank.runtime.vector_seq"};
};
struct vector_seq : heap_object {
  static constexpr kind object_kind{kind::vector_seq};
  object_ref source;
  std::uint32_t index;

  vector_seq(object_ref vector, std::size_t i)
      : heap_object{&static_type<vector_seq_description>}, source{vector}, index{static_cast<std::uint32_t>(i)} {}
};
object_ref make_vector_seq(object_ref source);                 // nil when empty
object_ref vector_seq_nth(vector_seq const *s, std::size_t i); // requires i < vector_seq_count(s)
object_ref vector_seq_first(vector_seq const *s);
object_ref vector_seq_next(vector_seq const *s);
std::size_t vector_seq_count(vector_seq const *s);

// Over the characters of a string, from a byte on.
struct string_seq_description {
  static constexpr kind what{kind::string_seq};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential | flag_counted};
  static constexpr char const *name{"jank.runtime.string_seq"};
};
struct string_seq : heap_object {
  static constexpr kind object_kind{kind::string_seq};
  string *source;
  std::uint32_t byte_offset;
  std::uint32_t remaining; // characters

  string_seq(string *s, std::uint32_t at, std::uint32_t left)
      : heap_object{&static_type<string_seq_description>}, source{s}, byte_offset{at}, remaining{left} {}
};
object_ref make_string_seq(string *s); // nil when empty
object_ref string_seq_first(string_seq const *s);
object_ref string_seq_next(string_seq const *s);

// Over the entries of a map or the elements of a set; over trees with an iterator behind it (map_seq.cpp),
// over sorted ones with the position, and in either direction.
struct map_seq_description {
  static constexpr kind what{kind::map_seq};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential | flag_counted};
  static constexpr char const *name{"jank.runtime.map_seq"};
};
struct map_seq : heap_object {
  static constexpr kind object_kind{kind::map_seq};
  object_ref source;       // keeps alive what the iterator points into
  std::uint32_t remaining; // entries or elements

  map_seq(object_ref coll, std::size_t left)
      : heap_object{&static_type<map_seq_description>}, source{coll}, remaining{static_cast<std::uint32_t>(left)} {}
};
object_ref make_map_seq(object_ref map_or_set); // nil when empty
object_ref map_seq_first(map_seq const *s);
object_ref map_seq_next(map_seq const *s);

// Before it ran: body and nil. Afterwards: nil and what body returned; in the end a seq or nil, but while a
// chain of lazy seqs is being unwound (or an exception broke that off) another lazy seq.
struct lazy_seq_description {
  static constexpr kind what{kind::lazy_seq};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential};
  static constexpr char const *name{"jank.runtime.lazy_seq"};
};
struct lazy_seq : heap_object {
  static constexpr kind object_kind{kind::lazy_seq};
  object_ref body;
  object_ref value;

  explicit lazy_seq(object_ref f) : heap_object{&static_type<lazy_seq_description>}, body{f} {}
};

// Atomic memory: it holds numbers only. With step 0 it never ends, and is what follows itself.
struct long_range_description {
  static constexpr kind what{kind::long_range};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential | flag_counted};
  static constexpr char const *name{"jank.runtime.long_range"};
};
struct long_range : heap_object {
  static constexpr kind object_kind{kind::long_range};
  std::int64_t start;
  std::int64_t step;
  std::uint64_t remaining; // at least 1; with step 0 the largest there is

  // Element i; requires i < remaining.
  std::int64_t at(std::uint64_t i) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(start) + i * static_cast<std::uint64_t>(step));
  }

  long_range(std::int64_t from, std::int64_t by, std::uint64_t left)
      : heap_object{&static_type<long_range_description>}, start{from}, step{by}, remaining{left} {}
};
object_ref long_range_next(long_range const *r);
std::int64_t long_range_count(long_range const *r); // throws when endless

// A cell of (iterate f x): its value is (f previous), computed when it is asked for.
struct iterate_description {
  static constexpr kind what{kind::iterate};
  static constexpr std::uint32_t flags{flag_seq | flag_sequential};
  static constexpr char const *name{"jank.runtime.iterate"};
};
struct iterate : heap_object {
  static constexpr kind object_kind{kind::iterate};
  object_ref f;
  object_ref previous; // nil once computed
  object_ref value;
  object_ref next; // the cell after this one, or nil: not asked for yet
  std::uint32_t computed;

  explicit iterate(object_ref function) : heap_object{&static_type<iterate_description>}, f{function}, computed{0} {}
};
object_ref iterate_first_rooted(iterate *cell);
object_ref iterate_next_rooted(iterate *cell);

// A delay remembers what it threw, too, and throws it again.
struct delay_description {
  static constexpr kind what{kind::delay};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.delay"};
};
struct delay : heap_object {
  static constexpr kind object_kind{kind::delay};
  object_ref body;  // nil once it ran
  object_ref value; // what it returned or threw
  std::uint32_t failed;

  explicit delay(object_ref f) : heap_object{&static_type<delay_description>}, body{f}, failed{0} {}
};

} // namespace jank::object
