#include "codegen/stored_code.hpp"

#include "codegen/description.hpp"
#include "unit/decode.hpp"
#include "unit/format.hpp"
#include "unit/unit.hpp"

namespace jank::codegen {

namespace {

constexpr std::string_view magic{"jank code"};

// Writing.

template <typename Items, typename Put> void put_all(bytes &out, Items const &items, Put &&put) {
  put_unsigned(out, items.size());
  for(auto const &i : items) { put(i); }
}

void put_code(bytes &out, bytes const &code) {
  put_unsigned(out, code.size());
  put_bytes(out, code);
}

void put_position(bytes &out, reader::position p) {
  put_unsigned(out, p.line);
  put_unsigned(out, p.column);
}

void put_function(bytes &out, emitted_function const &f) {
  put_text(out, f.name);
  put_unsigned(out, f.signature);
  put_all(out, f.locals, [&](wasm::value_type t) { out.push_back(t); });
  put_code(out, f.code);
  put_all(out, f.fixups, [&](fixup const &x) {
    put_unsigned(out, x.at);
    out.push_back(static_cast<std::uint8_t>(x.what));
    put_unsigned(out, x.index);
  });
  put_all(out, f.marks, [&](source_mark const &m) {
    put_unsigned(out, m.at);
    put_unsigned(out, m.fixups_before);
    put_position(out, m.where);
  });
  put_position(out, f.at);
  put_text(out, f.file);
  out.push_back(f.is_try_body ? 1 : 0);
}

void put_type(bytes &out, emitted_type const &t) {
  put_text(out, t.name);
  put_unsigned(out, t.captured_count);
  put_all(out, t.fixed, [&](emitted_arity const &a) {
    put_unsigned(out, static_cast<std::uint64_t>(a.count));
    put_unsigned(out, a.function);
  });
  put_signed(out, t.variadic_required);
  put_unsigned(out, t.variadic_function);
}

void put_constant(bytes &out, constant const &c) {
  out.push_back(static_cast<std::uint8_t>(c.what));
  put_item(out, c.value);
  put_unsigned(out, c.index);
  put_text(out, c.name);
  out.push_back(c.uses);
}

void put_form(bytes &out, unit_code const &u) {
  put_text(out, u.name);
  put_all(out, u.functions, [&](emitted_function const &f) { put_function(out, f); });
  put_all(out, u.signatures, [&](signature const &s) {
    put_text(out, s.parameters);
    out.push_back(static_cast<std::uint8_t>(s.result));
  });
  put_all(out, u.types, [&](emitted_type const &t) { put_type(out, t); });
  put_all(out, u.constants, [&](constant const &c) { put_constant(out, c); });
  put_all(out, u.invocations, [&](invocation const &i) {
    put_unsigned(out, i.var);
    put_unsigned(out, i.argument_count);
    put_unsigned(out, i.self_local);
    put_unsigned(out, i.signature);
  });
  put_all(out, u.definitions, [&](definition const &d) {
    put_unsigned(out, d.var);
    put_unsigned(out, d.type);
  });
  put_all(out, u.inits, [&](std::uint32_t i) { put_unsigned(out, i); });
  put_all(out, u.form.defined, [&](std::uint32_t i) { put_unsigned(out, i); });
  out.push_back(u.form.only_binds ? 1 : 0);
  put_unsigned(out, u.form.metadata);
}

// Reading. What the members mean to each other is not checked again.

using unit::decoder;

template <typename T, typename Take> std::vector<T> take_all(decoder &in, Take &&take) {
  std::vector<T> items;
  std::uint32_t const n{in.count_of(1)};
  items.reserve(n);
  for(std::uint32_t i{}; i < n; ++i) { items.push_back(take()); }
  return items;
}

std::string take_text(decoder &in) { return std::string{in.text()}; }

reader::position take_position(decoder &in) {
  std::uint32_t const line{in.count()};
  return {line, in.count()};
}

emitted_function take_function(decoder &in) {
  emitted_function f;
  f.name = take_text(in);
  f.signature = in.count();
  f.locals = take_all<wasm::value_type>(in, [&] { return static_cast<wasm::value_type>(in.byte()); });
  std::string_view const code{in.text()};
  f.code.assign(code.begin(), code.end());
  f.fixups = take_all<fixup>(in, [&] {
    fixup x{};
    x.at = in.count();
    x.what = static_cast<symbolic>(in.byte());
    x.index = in.count();
    return x;
  });
  f.marks = take_all<source_mark>(in, [&] {
    source_mark m{};
    m.at = in.count();
    m.fixups_before = in.count();
    m.where = take_position(in);
    return m;
  });
  f.at = take_position(in);
  f.file = take_text(in);
  f.is_try_body = in.byte() != 0;
  return f;
}

emitted_type take_type(decoder &in) {
  emitted_type t;
  t.name = take_text(in);
  t.captured_count = in.count();
  t.fixed = take_all<emitted_arity>(in, [&] {
    emitted_arity a{};
    a.count = static_cast<int>(in.count());
    a.function = in.count();
    return a;
  });
  t.variadic_required = static_cast<int>(in.integer());
  t.variadic_function = in.count();
  return t;
}

constant take_constant(decoder &in) {
  constant c{};
  c.what = static_cast<constant_kind>(in.byte());
  c.value = unit::read_value(in);
  c.index = in.count();
  c.name = take_text(in);
  c.uses = in.byte();
  return c;
}

unit_code take_form(decoder &in) {
  unit_code u;
  u.name = take_text(in);
  u.functions = take_all<emitted_function>(in, [&] { return take_function(in); });
  u.signatures = take_all<signature>(in, [&] {
    signature s;
    s.parameters = take_text(in);
    s.result = static_cast<char>(in.byte());
    return s;
  });
  u.types = take_all<emitted_type>(in, [&] { return take_type(in); });
  std::uint32_t const constants{in.count_of(1)};
  for(std::uint32_t i{}; i < constants; ++i) { u.constants.push_back(take_constant(in)); }
  u.invocations = take_all<invocation>(in, [&] {
    invocation i{};
    i.var = in.count();
    i.argument_count = in.count();
    i.self_local = in.count();
    i.signature = in.count();
    return i;
  });
  u.definitions = take_all<definition>(in, [&] {
    definition d{};
    d.var = in.count();
    d.type = in.count();
    return d;
  });
  u.inits = take_all<std::uint32_t>(in, [&] { return in.count(); });
  u.form.defined = take_all<std::uint32_t>(in, [&] { return in.count(); });
  u.form.only_binds = in.byte() != 0;
  u.form.metadata = in.count();
  return u;
}

} // namespace

bytes write_stored_code(std::span<unit_code const> forms) {
  bytes out(magic.begin(), magic.end());
  put_unsigned(out, unit::abi_version);
  put_all(out, forms, [&](unit_code const &u) { put_form(out, u); });
  return out;
}

std::vector<unit_code> read_stored_code(std::span<std::uint8_t const> stored, std::string const &path) {
  std::string const subject{"the library's code in " + path};
  decoder in{stored, subject};
  in.need(magic.size());
  for(char const c : magic) {
    if(in.byte() != static_cast<std::uint8_t>(c)) { in.fail("it does not begin with \"jank code\""); }
  }
  if(in.count() != unit::abi_version) { in.fail("it is of another version of the compiler"); }
  auto forms{take_all<unit_code>(in, [&] { return take_form(in); })};
  if(in.left() != 0) { in.fail("something follows its end"); }
  return forms;
}

} // namespace jank::codegen
