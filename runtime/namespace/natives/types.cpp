// Types, protocols and instances.

#include "namespace/natives/arguments.hpp"
#include "namespace/natives/tables.hpp"
#include "object/equality.hpp"
#include "object/host_protocol.hpp"
#include "object/instance.hpp"

namespace jank::ns {

namespace {

type_description *expect_type(object_ref v, char const *function) {
  return v.is_nil() ? type_of(nil) : expect<type_description>(v, function, "a type or nil");
}
protocol *expect_protocol(object_ref v, char const *function) {
  protocol *const p{as_protocol(v)};
  if(p == nullptr) { throw_wrong_argument(function, "a protocol", v); }
  return p;
}

// Types.

object_ref class_of(object_ref, object_ref x) { return x.is_nil() ? nil : object_ref{type_of(x)}; }

object_ref type_or_tag(object_ref, object_ref x) {
  object_ref const m{meta(x)};
  object_ref const tag{is_map(m) ? map_get(m, object_ref{make_keyword("type")}) : nil};
  return tag.is_some() ? tag : class_of(nil, x);
}

bool has_type(object_ref v, object_ref of, char const *function) {
  if(is<protocol>(of)) { return satisfies(cast<protocol>(of), v); }
  return is_instance(v, expect<type_description>(of, function, "a type"));
}
object_ref instance_of(object_ref, object_ref of, object_ref v) { return make_boolean(has_type(v, of, "instance?")); }
object_ref cast_to(object_ref, object_ref of, object_ref v) {
  if(v.is_some() && !has_type(v, of, "cast")) {
    throw_error(error_kind::type, "cannot cast " + to_short_text(v) + ", of type " + qualified_name(type_of(v)->name) +
                                      ", to " + to_short_text(of));
  }
  return v;
}

object_ref groups_of(object_ref, object_ref type) {
  object_ref result{nil};
  for_each_group(expect_type(type, "supers"), [&](type_description *g) {
    result = set_conj(result.is_nil() ? empty_set() : result, object_ref{g});
    return true;
  });
  return result;
}
object_ref nearest_groups(object_ref, object_ref type) {
  value_array result;
  for_each_group(expect_type(type, "bases"), [&](type_description *g) {
    result.push_back(object_ref{g});
    return true;
  });
  return result.empty() ? nil : make_list(result.data(), result.size());
}

object_ref define(object_ref, object_ref name, object_ref fields, object_ref record) {
  type_description *const t{define_type(expect<symbol>(name, "deftype", "a symbol"), fields, record.truthy())};
  forget_implementations(t);
  return t;
}

object_ref implement_protocol(object_ref, object_ref type, object_ref p, object_ref implementations) {
  implement(expect<type_description>(type, "deftype", "a type"), p, implementations);
  return type;
}

object_ref reified(object_ref, object_ref name, object_ref specification, object_ref metadata, object_ref functions) {
  type_description *const t{reified_type(expect<symbol>(name, "reify", "a symbol"), specification)};
  value_array const values{to_array(functions)};
  object_ref const made{make_instance(t, values.data(), values.size())};
  cast<instance>(made)->meta = metadata;
  return made;
}

object_ref record_of_map(object_ref, object_ref type, object_ref map) {
  return make_record(expect<type_description>(type, "a record", "a type"), map);
}

// #my.ns.Point{:x 1} and #my.ns.Point[1 2], as printed.
object_ref construct(object_ref, object_ref name, object_ref parts) {
  type_description *const t{find_type(expect<symbol>(name, "a record or type literal", "a symbol"))};
  if(t == nullptr) {
    throw_error(error_kind::unresolved,
                "there is no type " + qualified_name(cast<symbol>(name)) + "; load the namespace that defines it");
  }
  if(is_map(parts)) { return make_record(t, parts); }
  if(!is_vector(parts)) { throw_wrong_argument("a record or type literal", "a map or a vector", parts); }
  value_array const values{to_array(parts)};
  return make_instance(t, values.data(), values.size());
}

object_ref fields_of(object_ref, object_ref type) { return expect<type_description>(type, "fields", "a type")->fields; }

// Members.

symbol *expect_name(object_ref v) { return expect<symbol>(v, "a member", "a symbol as its name"); }

object_ref *find_field(object_ref v, symbol const *name) {
  if(!is<instance>(v)) { return nullptr; }
  int const i{field_index(type_of(v), name->name)};
  return i < 0 ? nullptr : &cast<instance>(v)->fields[i];
}

[[noreturn]] void throw_no_member(char const *what, object_ref v, symbol const *name) {
  throw_error(
      error_kind::illegal_argument,
      (v.is_nil() ? std::string{"nil"} : to_short_text(v) + ", of type " + qualified_name(type_of(v)->name) + ",") +
          " has no " + what + " " + std::string{name->name->view()},
      // Only values of types that are defined in jank have members.
      is<instance>(v) ? nil : make_map({make_keyword("jank", "unsupported"), jank_true}));
}

object_ref field(object_ref, object_ref v, object_ref name) {
  object_ref const *const found{find_field(v, expect_name(name))};
  if(found == nullptr) { throw_no_member("field", v, cast<symbol>(name)); }
  return *found;
}

object_ref set_field(object_ref, object_ref v, object_ref name, object_ref value) {
  object_ref *const found{find_field(v, expect_name(name))};
  if(found == nullptr) { throw_no_member("field", v, cast<symbol>(name)); }
  object_ref const declared{
      meta(vector_nth(type_of(v)->fields, static_cast<std::size_t>(found - cast<instance>(v)->fields)))};
  for(char const *const flag : {"mutable", "unsynchronized-mutable", "volatile-mutable"}) {
    if(is_map(declared) && map_get(declared, object_ref{make_keyword({}, flag)}).truthy()) {
      *found = value;
      return value;
    }
  }
  throw_error(error_kind::illegal_state, "the field " + std::string{cast<symbol>(name)->name->view()} + " of " +
                                             qualified_name(type_of(v)->name) +
                                             " cannot be set; mark it ^:mutable where the type is defined");
}

// (.name v args...): a method, or without arguments a field. Every value has toString, equals and hashCode, and a C++ exception what.
object_ref member(object_ref, object_ref v, object_ref name, object_ref args) {
  symbol const *const called{expect_name(name)};
  object_ref const key{make_keyword({}, called->name->view())};
  if(is<instance>(v)) {
    object_ref const method{map_get(type_of(v)->methods, key)};
    if(method.is_some()) {
      rooted<object_ref> const f{method};
      rooted<object_ref> const all{make_cons(v, args)};
      return apply_rooted(f, all);
    }
    if(object_ref const *const found{args.is_nil() ? find_field(v, called) : nullptr}) { return *found; }
  }
  std::string_view const text{called->name->view()};
  if(text == "toString" && args.is_nil()) { return object_ref{make_string(to_str(v))}; }
  if(text == "hashCode" && args.is_nil()) { return make_long(static_cast<std::int32_t>(hash(v))); }
  if(text == "equals" && args.is_some() && next(args).is_nil()) { return make_boolean(equal(v, first(args))); }
  if(text == "what" && args.is_nil() && is<cpp_error>(v)) { return cast<cpp_error>(v)->message; }
  throw_no_member("method or field", v, called);
}

// Protocols.

object_ref make_protocol(object_ref, object_ref name, object_ref old, object_ref signatures, object_ref via_metadata) {
  return define_protocol(try_cast<protocol>(old), expect<symbol>(name, "defprotocol", "a symbol"), signatures,
                         via_metadata.truthy());
}
object_ref method_of_protocol(object_ref, object_ref p, object_ref key) {
  object_ref const found{map_get(expect_protocol(p, "find-protocol-method")->methods, key)};
  return found.is_nil() ? nil : static_cast<protocol_method *>(found.as_heap())->function;
}
object_ref host_protocol(object_ref, object_ref p) {
  set_host_protocol(expect_protocol(p, "a host protocol"));
  return p;
}

bool implements_by_definition(type_description const *t, protocol *p) {
  return t->protocols.is_some() && set_contains(t->protocols, object_ref{p});
}

object_ref extend_type(object_ref, object_ref type, object_ref rest) {
  type_description *const t{expect_type(type, "extend")};
  for_each_pair(rest, "extend", [t](object_ref name, object_ref implementations) {
    protocol *const p{expect_protocol(name, "extend")};
    if(!is_map(implementations)) { throw_wrong_argument("extend", "maps of keyword to function", implementations); }
    if(implements_by_definition(t, p)) {
      throw_error(error_kind::illegal_argument, qualified_name(t->name) + " implements " + qualified_name(p->name) +
                                                    " by its definition already; change it there");
    }
    extend_protocol(p, t, implementations);
    note_host_protocol(t, p);
  });
  return nil;
}

object_ref does_satisfy(object_ref, object_ref p, object_ref v) {
  return make_boolean(satisfies(expect_protocol(p, "satisfies?"), v));
}
object_ref does_extend(object_ref, object_ref p, object_ref type) {
  return make_boolean(implementations_for(expect_protocol(p, "extends?"), expect_type(type, "extends?")).is_some());
}
object_ref types_extended(object_ref, object_ref name) {
  protocol *const p{expect_protocol(name, "extenders")};
  value_array found;
  for_each(p->implementations, [&](object_ref entry) {
    auto const *const t{cast<type_description>(vector_nth(entry, 0))};
    if(!implements_by_definition(t, p)) { found.push_back(t == type_of(nil) ? nil : object_ref{t}); }
  });
  return found.empty() ? nil : make_list(found.data(), found.size());
}
object_ref implementations(object_ref, object_ref name, object_ref v) {
  protocol *const p{expect_protocol(name, "find-protocol-impl")};
  return implements_by_definition(type_of(v), p) ? v : implementations_for(p, type_of(v));
}
object_ref implementation(object_ref, object_ref name, object_ref key, object_ref v) {
  protocol *const p{expect_protocol(name, "find-protocol-method")};
  // What a definition implements expects an instance of its type, so it is only called through the method.
  if(implements_by_definition(type_of(v), p)) { return method_of_protocol(nil, name, key); }
  object_ref const found{implementations_for(p, type_of(v))};
  return found.is_nil() ? nil : map_get(found, key);
}
object_ref signatures_of(object_ref, object_ref p) { return expect_protocol(p, "a protocol")->signatures; }

constexpr native rows[]{
    {"class", "([x])", "The type of x; nil for nil.", {class_of}},
    {"type", "([x])", "What the metadata of x has under :type, or else its type; nil for nil.", {type_or_tag}},
    {"class?", "([x])", "Is x a type?", {+[](object_ref, object_ref x) {
       return make_boolean(is<type_description>(x));
     }}},
    {"instance?",
     "([t x])",
     "Is x of the type t, or of a type that belongs to the group t, or (when t is a protocol) satisfies it?",
     {instance_of}},
    {"cast", "([t x])", "x, when it is nil or an instance of t; else it throws.", {cast_to}},
    {"supers", "([t])", "The set of the groups that the type belongs to; nil when there are none.", {groups_of}},
    {"bases",
     "([t])",
     "The groups that the type belongs to, from the nearest to the widest; or nil.",
     {nearest_groups}},
    {"record?", "([x])", "Is x a record?", {+[](object_ref, object_ref x) { return make_boolean(is_record(x)); }}},
    {"defined-instance?*",
     "([x])",
     "Is x an instance of a type that deftype, defrecord or reify made?",
     {+[](object_ref, object_ref x) { return make_boolean(is<instance>(x)); }}},
    {"define-type*",
     "([name fields record])",
     "The type with that name and these fields; without what it implemented. See deftype, defrecord.",
     {define}},
    {"implement*",
     "([t protocol implementations])",
     "Has the type implement the protocol by its definition: a map of keyword to function. Returns the type.",
     {implement_protocol}},
    {"reify*",
     "([name specification metadata & fs])",
     "An instance of the type for that name and specification with the functions as its methods. See reify.",
     {},
     reified},
    {"record-of-map*", "([t m])", "A record of type t with the entries of the map m.", {record_of_map}},
    {"construct*",
     "([name parts])",
     "The record or instance that #name{...} or #name[...] stands for: parts is a map or a vector.",
     {construct}},
    {"type-fields*", "([t])", "The fields of a type that deftype or defrecord made: a vector of symbols.", {fields_of}},
    {"field*", "([x name])", "The field of the instance x. See (.-name x).", {field}},
    {"set-field*",
     "([x name value])",
     "Sets the mutable field of the instance x. See (set! (.-name x) value).",
     {set_field}},
    {"member*", "([x name & args])", "Calls the method of x, or reads its field. See (.name x args...).", {}, member},
    {"protocol*",
     "([name old signatures via-metadata])",
     "The protocol with the methods; old itself, changed, when it is a protocol. See defprotocol.",
     {make_protocol}},
    {"protocol-method*", "([protocol key])", "The function that is the protocol's method.", {method_of_protocol}},
    {"protocol-signatures*",
     "([protocol])",
     "Its methods: a map of keyword to :name, :arglists, :doc.",
     {signatures_of}},
    {"protocol?*", "([x])", "Is x a protocol?", {+[](object_ref, object_ref x) {
       return make_boolean(is<protocol>(x));
     }}},
    {"host-protocol*", "([protocol])", "Has the core library ask instances for this protocol.", {host_protocol}},
    {"extend",
     "([t & protocols+maps])",
     "Has the type (or group, or nil) implement the protocols: each is followed by a map of keyword to function.",
     {},
     extend_type},
    {"satisfies?", "([protocol x])", "Is the protocol implemented for x?", {does_satisfy}},
    {"extends?", "([protocol t])", "Is the protocol implemented for the type?", {does_extend}},
    {"extenders", "([protocol])", "The types that the protocol was extended to; or nil.", {types_extended}},
    {"find-protocol-impl",
     "([protocol x])",
     "The map of what the protocol was extended to for x; x itself when its type implements the protocol; or nil.",
     {implementations}},
    {"find-protocol-method",
     "([protocol key x])",
     "The function that implements the method with that keyword for x, or nil.",
     {implementation}},
};

} // namespace

struct type_table : rows_of_core<rows> {};
native_table type_natives() { return table_of<type_table>(); }

void define_runtime_types() {
  visit_runtime_types([](type_description *t) {
    std::string_view const name{t->name->name->view()};
    auto const dot{name.rfind('.')};
    var *const v{intern_var(name.substr(0, dot), name.substr(dot + 1))};
    ns::define(v, object_ref{t}, nil);
    v->origin = make_keyword("native");
  });
}

} // namespace jank::ns
