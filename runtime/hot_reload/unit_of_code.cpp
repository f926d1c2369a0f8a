#include "hot_reload/unit_of_code.hpp"

#include "codegen/description.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/sequence.hpp"
#include "unit/address.hpp"
#include "unit/decode.hpp"
#include "unit/pending.hpp"

#include <vector>

namespace jank::hot_reload {

using namespace object;

namespace {

constexpr int deepest_plain{100};

// Reading what was written of it would give the same value.
bool is_plain(object_ref v, int depth) {
  if(!v.is_heap()) { return true; }
  if(depth > deepest_plain) { return false; }
  auto const items_are_plain{[depth](object_ref items) {
    bool plain{meta(items).is_nil()};
    for_each(items, [&](object_ref item) { plain = plain && is_plain(item, depth + 1); });
    return plain;
  }};
  switch(v.as_heap()->type->what) {
  case kind::long_integer:
  case kind::double_float:
  case kind::string:
  case kind::keyword:
  case kind::var:
  case kind::name_space: return true;
  case kind::symbol: return meta(v).is_nil();
  case kind::list:
  case kind::vector:
  case kind::hash_set: return items_are_plain(v);
  case kind::array_map:
  case kind::hash_map: {
    bool plain{meta(v).is_nil()};
    for_each(v, [&](object_ref e) {
      plain = plain && is_plain(vector_nth(e, 0), depth + 1) && is_plain(vector_nth(e, 1), depth + 1);
    });
    return plain;
  }
  default: return false;
  }
}

entry slot(std::uint32_t n) { return reinterpret_cast<entry>(static_cast<std::uintptr_t>(n)); }

object_ref address_of(std::string const &name) {
  std::uintptr_t const a{unit::find_address(name)};
  if(a == 0) { throw_error(error_kind::loader, "the image has no address named " + name); }
  return object_ref{a};
}

object_ref function_of(function_type const *type, object_ref meta) {
  auto *const f{make_function(type)};
  if(meta.is_some()) { f->meta = as_constant(meta); }
  return f;
}

} // namespace

object_ref as_constant(object_ref value) {
  if(is_plain(value, 0)) { return value; }
  codegen::bytes written;
  codegen::put_item(written, value);
  unit::decoder in{written};
  return unit::read_value(in);
}

unit::unit *make_unit_of(codegen::unit_code const &code) {
  auto const type_count{static_cast<std::uint32_t>(code.types.size())};
  auto *const u{unit::make_pending_unit(code.name, type_count, static_cast<std::uint32_t>(code.constants.size()))};
  std::vector<int> arities;
  for(std::uint32_t i{}; i < type_count; ++i) {
    codegen::emitted_type const &t{code.types[i]};
    arities.clear();
    for(codegen::emitted_arity const &a : t.fixed) { arities.push_back(a.count); }
    u->types[i] = unit::make_pending_type(u, t.name, arities, t.variadic_required, t.captured_count);
  }
  for(std::uint32_t i{}; i < u->constant_count; ++i) {
    codegen::constant const &c{code.constants[i]};
    object_ref &made{u->constants[i]};
    switch(c.what) {
    case codegen::constant_kind::value: made = as_constant(c.value); break;
    case codegen::constant_kind::var: made = c.value; break;
    case codegen::constant_kind::function: made = function_of(u->types[c.index], c.value); break;
    case codegen::constant_kind::function_type:
      made = object_ref{reinterpret_cast<std::uintptr_t>(u->types[c.index])};
      break;
    case codegen::constant_kind::address: made = address_of(c.name); break;
    }
  }
  return u;
}

void settle_unit(unit::unit *u, codegen::unit_code const &code, std::uint32_t first) {
  std::vector<arity_entry> fixed;
  for(std::uint32_t i{}; i < u->type_count; ++i) {
    codegen::emitted_type const &t{code.types[i]};
    fixed.clear();
    for(codegen::emitted_arity const &a : t.fixed) { fixed.push_back({a.count, slot(first++)}); }
    entry const variadic{t.variadic_required >= 0 ? slot(first++) : nullptr};
    unit::settle_type(*u->types[i], fixed, variadic);
  }
}

} // namespace jank::hot_reload
