#include "memory/heap.hpp"
#include "object/big_decimal.hpp"
#include "object/call.hpp"
#include "object/collections.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/ratio.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"
#include "unit/address.hpp"
#include "unit/decode.hpp"
#include "unit/makers.hpp"
#include "unit/unit.hpp"

#include <vector>

namespace jank::unit {

using namespace object;

namespace {

constexpr int deepest_item = 1000;

struct unit_description {
  static constexpr kind what{kind::unit};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.unit"};
};

header read_header(decoder &in) {
  in.need(4);
  for(char const c : description_magic) {
    if(in.byte() != static_cast<std::uint8_t>(c)) { in.fail("it does not begin with \"jank\""); }
  }
  std::uint32_t const version{in.count()};
  if(version != abi_version) {
    throw_error(error_kind::loader, "this unit was compiled for ABI version " + std::to_string(version) +
                                        ", the image has version " + std::to_string(abi_version) +
                                        ": compile it again with the tools of this image");
  }
  header h{};
  h.name = in.text();
  h.code_count = in.count();
  h.init = in.count();
  if(h.init >= h.code_count) { in.fail("the init function does not exist"); }
  return h;
}

struct reader {
  decoder in;
  unit *made;
  std::span<entry const> slots;
  std::uint32_t done{};          // constants that are filled
  std::vector<bool> addresses{}; // which of them are addresses, not values

  // An address may be a constant, but no part of one: what looks into a collection takes it for an object.
  object_ref address_item(std::uintptr_t address, int depth) {
    if(depth > 0) { in.fail("a value holds an address"); }
    addresses[done] = true;
    return object_ref{address};
  }

  entry slot(std::uint32_t index) const {
    if(index >= slots.size()) { in.fail("a function has no code"); }
    return slots[index];
  }

  function_type *read_type() {
    auto *const t{static_cast<function_type *>(memory::allocate(sizeof(function_type)))};
    std::string_view const name{in.text()};
    // The name is read as long as the type lives, which may be longer than the bytes it came from.
    auto *const kept{static_cast<char *>(memory::allocate_atomic(name.size() + 1))};
    std::memcpy(kept, name.data(), name.size());
    std::uint32_t const captured_and_flag{in.count()};
    std::uint32_t const captured{captured_and_flag & ~nested_definition};
    std::uint32_t const fixed_count{in.count_of(2)};
    if(fixed_count > max_arity + 1) { in.fail("a function has too many arities"); }
    arity_entry fixed[max_arity + 1];
    for(std::uint32_t i{}; i < fixed_count; ++i) {
      std::uint32_t const arity{in.count()};
      if(arity > max_arity) { in.fail("an arity is too large"); }
      fixed[i] = {static_cast<int>(arity), slot(in.count())};
    }
    std::int64_t const required{static_cast<std::int64_t>(in.count()) - 1};
    if(required > max_arity) { in.fail("an arity is too large"); }
    entry const variadic{required >= 0 ? slot(in.count()) : nullptr};
    fill_function_type(*t, kept, fixed, static_cast<int>(fixed_count), static_cast<int>(required), variadic, captured);
    t->unit = object_ref{made};
    if(captured != captured_and_flag) { t->fixed_arities |= function_of_nested_definition; }
    return t;
  }

  function_type *type_at(std::uint32_t index) const {
    if(index >= made->type_count) { in.fail("a function type does not exist"); }
    return made->types[index];
  }

  big_integer *read_big() {
    auto const flags{in.count()};
    std::vector<std::uint32_t> digits(in.count_of(1));
    for(auto &digit : digits) { digit = in.count(); }
    auto *const n{make_big_of_digits(digits.data(), digits.size(), (flags & big_negative) != 0)};
    if(n == nullptr) { in.fail("a big integer has wrong digits"); }
    n->plain = (flags & big_plain) != 0;
    return n;
  }

  big_integer *read_big_item() {
    if(static_cast<item>(in.byte()) != item::big_integer) { in.fail("a number is made of something else"); }
    return read_big();
  }

  std::vector<object_ref> read_items(std::size_t n, int depth) {
    std::vector<object_ref> values;
    values.reserve(n);
    for(std::size_t i{}; i < n; ++i) { values.push_back(read_item(depth)); }
    return values;
  }

  object_ref read_item(int depth) {
    if(depth > deepest_item) { in.fail("constants are nested too deeply"); }
    switch(static_cast<item>(in.byte())) {
    case item::nil: return nil;
    case item::true_: return jank_true;
    case item::false_: return jank_false;
    case item::long_integer: return make_long(in.integer());
    case item::double_float: return make_double(in.number());
    case item::character: {
      std::uint32_t const c{in.count()};
      if(c > 0x10ffff) { in.fail("a character is out of range"); }
      return make_char(static_cast<char32_t>(c));
    }
    case item::string: return make_string(in.text());
    case item::symbol: {
      std::string_view const space{in.text()};
      return make_symbol(space, in.text());
    }
    case item::keyword: {
      std::string_view const space{in.text()};
      return make_keyword(space, in.text());
    }
    case item::list: {
      auto const values{read_items(in.count_of(1), depth + 1)};
      return make_list(values.data(), values.size());
    }
    case item::vector: {
      auto const values{read_items(in.count_of(1), depth + 1)};
      return make_vector(values.data(), values.size());
    }
    case item::map: {
      std::size_t const entries{in.count_of(2)};
      auto const values{read_items(entries * 2, depth + 1)};
      return make_map(values.data(), values.size());
    }
    case item::set: {
      auto const values{read_items(in.count_of(1), depth + 1)};
      return make_set(values.data(), values.size());
    }
    case item::with_meta: {
      object_ref const m{read_item(depth + 1)};
      return object::with_meta(read_item(depth + 1), m);
    }
    case item::var: {
      std::string_view const space{in.text()};
      return ns::intern_var(space, in.text());
    }
    case item::function: return make_function(type_at(in.count()));
    case item::function_type: return address_item(reinterpret_cast<std::uintptr_t>(type_at(in.count())), depth);
    case item::address: {
      std::string_view const name{in.text()};
      std::uintptr_t const a{find_address(name)};
      if(a == 0) { in.fail("the image has no address named " + std::string{name}); }
      return address_item(a, depth);
    }
    case item::shared: {
      std::uint32_t const index{in.count()};
      if(index >= done) { in.fail("a constant refers to a later one"); }
      if(addresses[index]) { return address_item(made->constants[index].bits, depth); }
      return made->constants[index];
    }
    case item::big_integer: return read_big();
    case item::ratio: {
      auto *const n{read_big_item()};
      auto *const d{read_big_item()};
      if(d->negative || is_zero_big(d) || is_one_big(d)) { in.fail("a ratio has a wrong denominator"); }
      return make_ratio(n, d);
    }
    case item::big_decimal: {
      auto *const unscaled{read_big_item()};
      auto const scale{in.integer()};
      if(!fits_fixnum(scale)) { in.fail("the scale of a big decimal is out of range"); }
      return make_decimal(unscaled, scale);
    }
    case item::name_space: return ns::intern_namespace(in.text());
    case item::made: {
      std::string_view const name{in.text()};
      maker const *const m{find_maker(name)};
      if(m == nullptr) { in.fail("it holds a value of an unknown kind, " + std::string{name}); }
      return m->make(read_item(depth + 1));
    }
    }
    in.fail("it holds an unknown constant");
  }
};

} // namespace

object_type const &unit_type{static_type<unit_description>};

header read_header(std::span<std::uint8_t const> description) {
  decoder in{description};
  return read_header(in);
}

unit *instantiate(std::span<std::uint8_t const> description, std::span<entry const> slots, object_ref *constants) {
  decoder in{description};
  header const h{read_header(in)};
  if(h.code_count != slots.size()) { in.fail("it does not fit its code"); }

  auto *const u{memory::make<unit>()};
  u->type = &unit_type;
  u->name = make_string(h.name);
  u->init = slots[h.init];
  u->type_count = in.count_of(3);
  u->types = static_cast<function_type **>(memory::allocate(u->type_count * sizeof(function_type *)));
  reader r{in, u, slots};
  for(std::uint32_t i{}; i < u->type_count; ++i) { u->types[i] = r.read_type(); }
  u->constant_count = r.in.count_of(1);
  u->constants = constants != nullptr
                     ? constants
                     : static_cast<object_ref *>(memory::allocate(u->constant_count * sizeof(object_ref)));
  r.addresses.resize(u->constant_count);
  for(; r.done < u->constant_count; ++r.done) { u->constants[r.done] = r.read_item(0); }
  if(r.in.left() != 0) { r.in.fail("something follows its end"); }
  return u;
}

object_ref read_value(decoder &in) {
  static unit *const none{[] {
    auto *const u{memory::make<unit>()};
    u->type = &unit_type;
    return u;
  }()};
  reader r{in, none, {}};
  object_ref const value{r.read_item(1)};
  in.skip(r.in.position() - in.position());
  return value;
}

object_ref run_init_rooted(unit *u) {
  memory::rooted<unit *> const kept{u};
  return reinterpret_cast<object_ref (*)(object_ref)>(u->init)(nil);
}

} // namespace jank::unit
