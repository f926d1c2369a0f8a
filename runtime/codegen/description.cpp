#include "codegen/description.hpp"

#include "namespace/namespace.hpp"
#include "object/big_decimal.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/ratio.hpp"
#include "object/sequence.hpp"
#include "unit/format.hpp"
#include "unit/makers.hpp"

#include <bit>
#include <unordered_set>

namespace jank::codegen {

using namespace object;
using unit::item;

namespace {

class encoder {
public:
  explicit encoder(bytes &out) : out_{out} {}

  bool uses_regexes{}; // what was encoded holds a regular expression

  void value(object_ref v) {
    if(v.is_nil()) {
      tag(item::nil);
    } else if(v.is_boolean()) {
      tag(v.truthy() ? item::true_ : item::false_);
    } else if(v.is_char()) {
      tag(item::character);
      put_unsigned(out_, v.as_char());
    } else if(is_long(v)) {
      tag(item::long_integer);
      put_signed(out_, as_long(v));
    } else {
      heap_value(v);
    }
  }

  void tag(item i) { out_.push_back(static_cast<std::uint8_t>(i)); }

  void named(item i, object_ref v, string const *ns, string const *name) {
    if(i == item::symbol) { with_meta_of(v); }
    tag(i);
    put_text(out_, ns != nullptr ? ns->view() : std::string_view{});
    put_text(out_, name->view());
  }

private:
  void heap_value(object_ref v) {
    switch(v.as_heap()->type->what) {
    case kind::double_float: {
      tag(item::double_float);
      auto const raw{std::bit_cast<std::uint64_t>(as_double(v))};
      put_u32(out_, static_cast<std::uint32_t>(raw));
      put_u32(out_, static_cast<std::uint32_t>(raw >> 32));
      return;
    }
    case kind::string:
      tag(item::string);
      put_text(out_, cast<string>(v)->view());
      return;
    case kind::symbol: named(item::symbol, v, cast<symbol>(v)->ns, cast<symbol>(v)->name); return;
    case kind::keyword: named(item::keyword, v, cast<keyword>(v)->ns, cast<keyword>(v)->name); return;
    case kind::var: {
      auto const *const target{cast<ns::var>(v)};
      tag(item::var);
      put_text(out_, qualified_name(target->ns->name));
      put_text(out_, target->name->name->view());
      return;
    }
    case kind::name_space:
      tag(item::name_space);
      put_text(out_, qualified_name(cast<ns::name_space>(v)->name));
      return;
    case kind::big_integer: return big(cast<big_integer>(v));
    case kind::ratio:
      tag(item::ratio);
      big(cast<ratio>(v)->numerator);
      big(cast<ratio>(v)->denominator);
      return;
    case kind::big_decimal:
      tag(item::big_decimal);
      big(cast<big_decimal>(v)->unscaled);
      put_signed(out_, cast<big_decimal>(v)->scale());
      return;
    default: break;
    }
    if(unit::maker const *const m{unit::find_maker(v)}) {
      uses_regexes = uses_regexes || is(v, kind::regex);
      tag(item::made);
      put_text(out_, m->name);
      value(m->parts(v));
      return;
    }
    if(is_map(v) && !is(v, kind::instance)) {
      with_meta_of(v);
      tag(item::map);
      put_unsigned(out_, map_count(v));
      for_each(v, [&](object_ref e) {
        value(vector_nth(e, 0));
        value(vector_nth(e, 1));
      });
    } else if(is_vector(v)) {
      with_meta_of(v);
      tag(item::vector);
      put_unsigned(out_, vector_count(v));
      for_each(v, [&](object_ref e) { value(e); });
    } else if(is_set(v)) {
      with_meta_of(v);
      tag(item::set);
      put_unsigned(out_, set_count(v));
      for_each(v, [&](object_ref e) { value(e); });
    } else if(has_flag(v, flag_sequential)) {
      with_meta_of(v);
      tag(item::list);
      std::uint64_t n{};
      bytes rest;
      encoder inner{rest};
      for_each(v, [&](object_ref e) {
        inner.value(e);
        ++n;
      });
      uses_regexes = uses_regexes || inner.uses_regexes;
      put_unsigned(out_, n);
      put_bytes(out_, rest);
    } else {
      throw_error(error_kind::compiler, "this value cannot stand in compiled code: " + to_readable(v) +
                                            "; a macro may put only data into the form it returns");
    }
  }

  void big(big_integer const *n) {
    tag(item::big_integer);
    put_unsigned(out_, (n->negative ? unit::big_negative : 0) | (n->plain ? unit::big_plain : 0));
    put_unsigned(out_, static_cast<std::uint64_t>(n->count));
    for(std::int32_t i{}; i < n->count; ++i) { put_unsigned(out_, n->digits[i]); }
  }

  void with_meta_of(object_ref v) {
    object_ref const m{meta(v)};
    if(m.is_nil() || only_positions(m)) { return; }
    tag(item::with_meta);
    value(m);
  }

  // The reader's own metadata of lists.
  static bool only_positions(object_ref m) {
    static keyword const *const line{make_keyword("line")};
    static keyword const *const column{make_keyword("column")};
    bool only{true};
    for_each(m, [&](object_ref e) {
      object_ref const k{vector_nth(e, 0)};
      only = only && (k == object_ref{line} || k == object_ref{column});
    });
    return only;
  }

  bytes &out_;
};

// A pattern comes into being as a literal or by this function.
bool makes_regexes(ns::var const *v) { return v->ns == ns::core_namespace() && v->name->name->view() == "re-pattern"; }

std::uint32_t join_inits(unit_code &unit) {
  if(unit.inits.size() == 1) { return unit.inits[0]; }
  emitted_function f;
  f.name = unit.name + "/init";
  f.signature = unit.intern_signature("i", 'i');
  for(std::size_t i{}; i < unit.inits.size(); ++i) {
    if(i != 0) { f.code.push_back(wasm::drop); }
    f.code.push_back(wasm::i32_const);
    put_signed(f.code, 0);
    f.fixups.push_back({static_cast<std::uint32_t>(f.code.size()), symbolic::local_call, unit.inits[i]});
  }
  if(unit.inits.empty()) {
    f.code.push_back(wasm::i32_const);
    put_signed(f.code, 0);
  }
  unit.functions.push_back(std::move(f));
  return static_cast<std::uint32_t>(unit.functions.size() - 1);
}

// Functions that bear the name of a var of the unit, without being what a top-level def binds it to.
std::vector<bool> nested_definitions(unit_code const &unit) {
  std::unordered_set<std::string> vars;
  for(constant const &c : unit.constants) {
    if(c.what == constant_kind::var) { vars.insert(qualified_name(cast<ns::var>(c.value))); }
  }
  std::vector<bool> nested(unit.types.size());
  for(std::size_t i{}; i < nested.size(); ++i) {
    nested[i] = unit.types[i].captured_count == 0 && vars.contains(unit.types[i].name);
  }
  for(definition const &d : unit.definitions) { nested[d.type] = false; }
  return nested;
}

} // namespace

bool put_item(bytes &out, object_ref value) {
  encoder e{out};
  e.value(value);
  return e.uses_regexes;
}

std::vector<std::uint32_t> code_of_types(unit_code const &unit) {
  std::vector<std::uint32_t> code;
  for(emitted_type const &t : unit.types) {
    for(emitted_arity const &a : t.fixed) { code.push_back(a.function); }
    if(t.variadic_required >= 0) { code.push_back(t.variadic_function); }
  }
  return code;
}

description describe(unit_code &unit, std::uint32_t probe) {
  description d;
  std::uint32_t const init{join_inits(unit)};
  d.code = code_of_types(unit);
  bytes types;
  std::size_t next{};
  put_unsigned(types, unit.types.size());
  std::vector<bool> const nested{nested_definitions(unit)};
  for(std::size_t i{}; i < unit.types.size(); ++i) {
    emitted_type const &t{unit.types[i]};
    put_text(types, t.name);
    put_unsigned(types, t.captured_count | (nested[i] ? unit::nested_definition : 0u));
    put_unsigned(types, t.fixed.size());
    for(emitted_arity const &a : t.fixed) {
      put_unsigned(types, static_cast<std::uint64_t>(a.count));
      put_unsigned(types, next++);
    }
    put_unsigned(types, static_cast<std::uint64_t>(t.variadic_required + 1));
    if(t.variadic_required >= 0) { put_unsigned(types, next++); }
  }
  std::size_t const init_index{d.code.size()};
  d.code.push_back(init);
  if(probe != no_probe) { d.code.push_back(probe); }

  bytes &out{d.content};
  for(char const c : unit::description_magic) { out.push_back(static_cast<std::uint8_t>(c)); }
  put_unsigned(out, unit::abi_version);
  put_text(out, unit.name);
  put_unsigned(out, d.code.size());
  put_unsigned(out, init_index);
  put_bytes(out, types);
  put_unsigned(out, unit.constants.size());
  encoder e{out};
  for(constant const &c : unit.constants) {
    switch(c.what) {
    case constant_kind::value: e.value(c.value); break;
    case constant_kind::var:
      e.value(c.value);
      d.uses_regexes = d.uses_regexes || makes_regexes(cast<ns::var>(c.value));
      break;
    case constant_kind::function:
      if(c.value.is_some()) {
        e.tag(item::with_meta);
        e.value(c.value);
      }
      e.tag(item::function);
      put_unsigned(out, c.index);
      break;
    case constant_kind::function_type:
      e.tag(item::function_type);
      put_unsigned(out, c.index);
      break;
    case constant_kind::address:
      e.tag(item::address);
      put_text(out, c.name);
      break;
    }
  }
  d.uses_regexes = d.uses_regexes || e.uses_regexes;
  return d;
}

} // namespace jank::codegen
