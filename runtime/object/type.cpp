#include "object/type.hpp"

#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/instance.hpp"
#include "object/journal.hpp"
#include "object/static_type.hpp"

#include <string>

namespace jank::object {

namespace {

// Calling a type makes an instance of it: what `new` is compiled to. No flag_ifn: types do not count as functions.
template <typename> struct constructor;
template <std::size_t... I> struct constructor<std::index_sequence<I...>> {
  static object_ref call(object_ref self, detail::value_at<I>... values) {
    object_ref const all[]{values..., nil};
    return make_instance(cast<type_description>(self), all, sizeof...(I));
  }
};
template <typename> struct constructor_table;
template <std::size_t... Count> struct constructor_table<std::index_sequence<Count...>> {
  static object_type const value;
};
template <std::size_t... Count>
object_type const constructor_table<std::index_sequence<Count...>>::value{
    kind::type_description,
    0,
    "jank.runtime.type",
    {reinterpret_cast<entry>(
        static_cast<typename arity<Count>::signature>(&constructor<std::make_index_sequence<Count>>::call))...}};

object_type const &type_of_types{constructor_table<std::make_index_sequence<max_arity + 1>>::value};

constexpr std::uint32_t bits() { return 0; }
template <typename... Rest> constexpr std::uint32_t bits(group g, Rest... rest) { return group_bit(g) | bits(rest...); }

struct type_row {
  std::uint32_t id;
  char const *name;
  std::uint32_t groups; // without `object`, to which all belong but nil
};

constexpr type_row row(kind k, char const *name, std::uint32_t groups = 0) {
  return {static_cast<std::uint32_t>(k), name, groups};
}

using enum group;
constexpr std::uint32_t seq_groups{bits(seq, sequential, collection)};
constexpr std::uint32_t map_groups{bits(map, associative, collection, callable)};
constexpr std::uint32_t set_groups{bits(set, collection, callable)};
constexpr std::uint32_t vector_groups{bits(vector, sequential, associative, collection, callable)};

constexpr type_row types[]{
    {nil_type_id, "nil", 0},
    {boolean_type_id, "boolean", 0},
    {character_type_id, "character", 0},
    row(kind::long_integer, "long", bits(integer, number)),
    row(kind::big_integer, "big_integer", bits(integer, number)),
    row(kind::ratio, "ratio", bits(number)),
    row(kind::big_decimal, "big_decimal", bits(number)),
    row(kind::double_float, "double", bits(number)),
    row(kind::string, "string"),
    row(kind::keyword, "keyword", bits(named, callable)),
    row(kind::symbol, "symbol", bits(named, callable)),
    row(kind::list, "list", seq_groups),
    row(kind::cons, "cons", seq_groups),
    row(kind::lazy_seq, "lazy_seq", seq_groups),
    row(kind::vector_seq, "vector_seq", seq_groups),
    row(kind::string_seq, "string_seq", seq_groups),
    row(kind::map_seq, "map_seq", seq_groups),
    row(kind::long_range, "long_range", seq_groups),
    row(kind::iterate, "iterate", seq_groups),
    row(kind::vector, "vector", vector_groups),
    row(kind::map_entry, "map_entry", vector_groups),
    row(kind::array_map, "array_map", map_groups),
    row(kind::hash_map, "hash_map", map_groups),
    row(kind::sorted_map, "sorted_map", map_groups),
    row(kind::hash_set, "hash_set", set_groups),
    row(kind::sorted_set, "sorted_set", set_groups),
    row(kind::function, "function", bits(callable)),
    row(kind::multimethod, "multimethod", bits(callable)),
    row(kind::var, "var", bits(callable, reference)),
    row(kind::unbound, "unbound"),
    row(kind::name_space, "ns"),
    row(kind::atom, "atom", bits(reference)),
    row(kind::volatile_box, "volatile", bits(reference)),
    row(kind::delay, "delay", bits(reference)),
    row(kind::reduced, "reduced", bits(reference)),
    row(kind::error, "error", bits(throwable)),
    row(kind::cpp_error, "cpp_error", bits(throwable)),
    row(kind::unit, "unit"),
    row(kind::opaque, "opaque"),
    row(kind::transient, "transient"),
    row(kind::regex, "regex"),
    row(kind::array, "array"),
    row(kind::protocol, "protocol"),
    row(kind::type_description, "type"),
    row(kind::inst, "inst"),
    row(kind::uuid, "uuid"),
    row(kind::tagged_literal, "tagged_literal"),
    row(kind::reader_conditional, "reader_conditional"),
};

// In the order of `group`. Vectors have no type of their own beside the group: null.
constexpr char const *groups[]{nullptr, "integer",  "number",     "record",      "map",
                               "set",   "seq",      "sequential", "associative", "collection",
                               "named", "callable", "reference",  "throwable",   "object"};
static_assert(std::size(groups) == group_count);

struct runtime_types {
  runtime_types() {
    for(type_row const &r : types) {
      std::uint32_t const all{r.id == nil_type_id ? 0u : r.groups | bits(object)};
      by_id[r.id] = make_type_description(std::string{"jank.runtime."} + r.name, type_sort::built_in, r.id, all);
    }
    by_id[group_type_id] = by_id[static_cast<std::size_t>(kind::vector)];
    for(std::uint32_t g{1}; g < group_count; ++g) {
      std::uint32_t const all{g == static_cast<unsigned>(object) ? 0u : bits(object)};
      by_id[group_type_id + g] =
          make_type_description(std::string{"jank.runtime."} + groups[g], type_sort::group, group_type_id + g, all);
    }
  }
  type_description *by_id[group_type_id + group_count]{};
};

runtime_types const &known() {
  static runtime_types const made;
  return made;
}

// What programs define: a map of name to type.
object_ref &defined_types() {
  static object_ref types{empty_map()};
  return types;
}

} // namespace

type_description *make_type_description(std::string_view name, type_sort sort, std::uint32_t id, std::uint32_t groups) {
  auto *const t{memory::make<type_description>()};
  t->type = &type_of_types;
  t->name = make_symbol({}, name);
  t->sort = sort;
  t->id = id;
  t->groups = groups;
  return t;
}

type_description *type_of(object_ref v) {
  if(is(v, kind::instance)) { return static_cast<instance_type const *>(v.as_heap()->type)->description; }
  return known().by_id[type_id(v)];
}

type_description *type_of_kind(kind k) { return known().by_id[static_cast<std::size_t>(k)]; }
type_description *group_type(group g) { return known().by_id[group_type_id + static_cast<unsigned>(g)]; }

bool is_subtype(type_description const *type, type_description const *of) {
  if(type == of) { return true; }
  if(of == group_type(vector)) { return (type->groups & bits(vector)) != 0; }
  return of->sort == type_sort::group && (type->groups >> (of->id - group_type_id) & 1u) != 0;
}

bool is_instance(object_ref v, type_description const *of) { return is_subtype(type_of(v), of); }

type_description *find_type(symbol const *name) {
  object_ref const found{map_get(defined_types(), object_ref{name})};
  if(found.is_some()) { return cast<type_description>(found); }
  for(type_description *const t : known().by_id) {
    if(t != nullptr && same_symbol(t->name, name)) { return t; }
  }
  return nullptr;
}

void add_type(type_description *type) {
  journal::note(nullptr, defined_types(), journal::sort::map);
  defined_types() = map_assoc(defined_types(), object_ref{type->name}, object_ref{type});
}

bool remove_type(symbol const *name) {
  if(map_get(defined_types(), object_ref{name}).is_nil()) { return false; }
  journal::note(nullptr, defined_types(), journal::sort::map);
  defined_types() = map_dissoc(defined_types(), object_ref{name});
  return true;
}

std::uint32_t next_type_id() {
  static std::uint32_t next{first_defined_type_id};
  return next++;
}

void visit_runtime_types(void (*visit)(type_description *)) {
  for(type_description *const t : known().by_id) {
    if(t != nullptr && t != known().by_id[group_type_id]) { visit(t); }
  }
  visit(known().by_id[group_type_id]);
}

} // namespace jank::object
