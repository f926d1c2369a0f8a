#pragma once

// Emitted code as text, for golden tests: instructions apart by spaces, blocks in braces, locals as $n, and what the container decides
// in square brackets.
//
//   $1 [safepoint-request] load { [call safepoint] } ...
//
// Text in: forms are analyzed as in analyzer/analysis.hpp.

#include "analyzer/analysis.hpp"
#include "codegen/emitter.hpp"
#include "codegen/generate.hpp"
#include "object/print.hpp"

#include <bit>
#include <map>
#include <stdexcept>
#include <string>

namespace jank::test {

class listing {
public:
  listing(codegen::unit_code const &unit, codegen::emitted_function const &f) : unit_{unit}, f_{f} { write(); }
  std::string const &text() const { return text_; }

private:
  using bytes = codegen::bytes;

  void word(std::string const &w) { text_ += (text_.empty() ? "" : " ") + w; }

  std::uint64_t number() {
    std::uint64_t n{};
    for(int shift{0};; shift += 7) {
      std::uint8_t const b{f_.code.at(at_++)};
      n |= static_cast<std::uint64_t>(b & 0x7f) << shift;
      if((b & 0x80) == 0) { return n; }
    }
  }
  std::int64_t signed_number() {
    std::uint64_t n{};
    for(int shift{0};;) {
      std::uint8_t const b{f_.code.at(at_++)};
      n |= static_cast<std::uint64_t>(b & 0x7f) << shift;
      shift += 7;
      if((b & 0x80) == 0) {
        if(shift < 64 && (b & 0x40) != 0) { n |= ~std::uint64_t{} << shift; }
        return static_cast<std::int64_t>(n);
      }
    }
  }

  std::string constant(std::uint32_t index) const {
    codegen::constant const &c{unit_.constants.at(index)};
    switch(c.what) {
    case codegen::constant_kind::value: return object::to_readable(c.value);
    case codegen::constant_kind::var: return "#'" + qualified_name(object::cast<ns::var>(c.value));
    case codegen::constant_kind::function: return "function " + unit_.types.at(c.index).name;
    case codegen::constant_kind::function_type: return "type " + unit_.types.at(c.index).name;
    case codegen::constant_kind::address: return c.name;
    }
    return "?";
  }

  void symbol(codegen::fixup const &x) {
    using codegen::symbolic;
    switch(x.what) {
    case symbolic::constant:
    case symbolic::request_constant:
    case symbolic::budget_constant: word("[" + constant(x.index) + "]"); break;
    case symbolic::runtime_call:
      word("[call " + std::string{unit::row(static_cast<unit::runtime_function>(x.index)).name.substr(5)} + "]");
      break;
    case symbolic::local_call: word("[call " + unit_.functions.at(x.index).name + "]"); break;
    case symbolic::invoke: word("[invoke " + std::to_string(unit_.invocations.at(x.index).argument_count) + "]"); break;
    case symbolic::catch_tag: word("} catch {"); break;
    case symbolic::stack_get: word("[stack]"); break;
    case symbolic::stack_set: word("[stack=]"); break;
    case symbolic::count_turn: word("[turn $" + std::to_string(x.index) + "]"); break;
    case symbolic::check_entry: word("[entry $" + std::to_string(x.index) + "]"); break;
    }
  }

  void instruction() {
    using namespace codegen::wasm;
    static std::map<std::uint8_t, char const *> const names{{unreachable, "unreachable"},
                                                            {drop, "drop"},
                                                            {select, "select"},
                                                            {i32_eqz, "i32.eqz"},
                                                            {i32_eq, "i32.eq"},
                                                            {i32_ne, "i32.ne"},
                                                            {i32_lt_s, "i32.lt"},
                                                            {i32_lt_u, "i32.lt-u"},
                                                            {i32_gt_s, "i32.gt"},
                                                            {i32_le_s, "i32.le"},
                                                            {i32_le_u, "i32.le_u"},
                                                            {i32_ge_s, "i32.ge"},
                                                            {i32_ge_u, "i32.ge_u"},
                                                            {i64_eqz, "i64.eqz"},
                                                            {i64_eq, "i64.eq"},
                                                            {i64_ne, "i64.ne"},
                                                            {i64_lt_s, "i64.lt"},
                                                            {i64_lt_u, "i64.lt_u"},
                                                            {i64_gt_s, "i64.gt"},
                                                            {i64_le_s, "i64.le"},
                                                            {i64_ge_s, "i64.ge"},
                                                            {i64_ge_u, "i64.ge_u"},
                                                            {f64_eq, "f64.eq"},
                                                            {f64_ne, "f64.ne"},
                                                            {f64_lt, "f64.lt"},
                                                            {f64_gt, "f64.gt"},
                                                            {f64_le, "f64.le"},
                                                            {f64_ge, "f64.ge"},
                                                            {i32_add, "i32.add"},
                                                            {i32_sub, "i32.sub"},
                                                            {i32_div_s, "i32.div"},
                                                            {i32_rem_s, "i32.rem"},
                                                            {i32_and, "i32.and"},
                                                            {i32_or, "i32.or"},
                                                            {i32_xor, "i32.xor"},
                                                            {i32_shl, "i32.shl"},
                                                            {i32_shr_s, "i32.shr"},
                                                            {i64_add, "i64.add"},
                                                            {i64_sub, "i64.sub"},
                                                            {i64_mul, "i64.mul"},
                                                            {i64_div_s, "i64.div"},
                                                            {i64_rem_s, "i64.rem"},
                                                            {i64_and, "i64.and"},
                                                            {i64_or, "i64.or"},
                                                            {i64_xor, "i64.xor"},
                                                            {i64_shl, "i64.shl"},
                                                            {i64_shr_s, "i64.shr"},
                                                            {i64_shr_u, "i64.shr_u"},
                                                            {f64_neg, "f64.neg"},
                                                            {f64_ceil, "f64.ceil"},
                                                            {f64_floor, "f64.floor"},
                                                            {f64_nearest, "f64.nearest"},
                                                            {f64_sqrt, "f64.sqrt"},
                                                            {f64_add, "f64.add"},
                                                            {f64_sub, "f64.sub"},
                                                            {f64_mul, "f64.mul"},
                                                            {f64_div, "f64.div"},
                                                            {i32_wrap_i64, "wrap"},
                                                            {i64_extend_i32_s, "extend"},
                                                            {i64_extend_i32_u, "extend_u"},
                                                            {f64_convert_i64_s, "to-double"}};
    std::uint8_t const o{f_.code.at(at_++)};
    switch(o) {
    case block:
      ++at_;
      word("block {");
      return;
    case loop:
      ++at_;
      word("loop {");
      return;
    case if_:
      ++at_;
      word("if {");
      return;
    case try_:
      ++at_;
      word("try {");
      return;
    case else_: word("} else {"); return;
    case catch_all: word("} catch-all {"); return;
    case end: word("}"); return;
    case br: word("br " + std::to_string(number())); return;
    case br_if: word("br-if " + std::to_string(number())); return;
    case rethrow: word("rethrow " + std::to_string(number())); return;
    case local_get: word("$" + std::to_string(number())); return;
    case local_set: word("=$" + std::to_string(number())); return;
    case local_tee: word("tee$" + std::to_string(number())); return;
    case i32_load: load("load"); return;
    case i32_load8_u: load("load8"); return;
    case f64_load: load("f64.load"); return;
    case i32_store: load("store"); return;
    case i64_store: load("store-2"); return;
    case i32_const: word(std::to_string(signed_number())); return;
    case i64_const: word(std::to_string(signed_number()) + "L"); return;
    case f64_const: {
      std::uint64_t raw{};
      for(int i{0}; i < 8; ++i) { raw |= static_cast<std::uint64_t>(f_.code.at(at_++)) << (8 * i); }
      std::string digits{std::to_string(std::bit_cast<double>(raw))};
      word(digits + "D");
      return;
    }
    case bulk_memory_prefix:
      if(number() != memory_fill) { throw std::runtime_error{"an unknown instruction after 0xfc"}; }
      ++at_;
      word("fill");
      return;
    default: break;
    }
    auto const it{names.find(o)};
    if(it == names.end()) { throw std::runtime_error{"an unknown instruction: " + std::to_string(o)}; }
    word(it->second);
  }

  void load(char const *name) {
    number(); // alignment
    word(name + std::string{"+"} + std::to_string(number()));
  }

  void write() {
    std::size_t next{};
    for(;;) {
      while(next < f_.fixups.size() && f_.fixups[next].at == at_) { symbol(f_.fixups[next++]); }
      if(at_ == f_.code.size()) { return; }
      instruction();
    }
  }

  codegen::unit_code const &unit_;
  codegen::emitted_function const &f_;
  std::size_t at_{};
  std::string text_;
};

struct emission : session {
  object_ref static identity(object_ref, object_ref x) { return x; }
  object_ref static none(object_ref) { return object::nil; }
  object_ref static two(object_ref, object_ref x, object_ref) { return x; }

  emission() {
    define("f", {{1, reinterpret_cast<object::entry>(&identity)},
                 {0, reinterpret_cast<object::entry>(&none)},
                 {2, reinterpret_cast<object::entry>(&two)}});
  }

  codegen::unit_code generate(std::string_view form) {
    codegen::unit_code unit;
    unit.name = "test";
    codegen::generate(unit, *analyze(form));
    return unit;
  }
  // The function of the form that stands before the top level: the first arity of its first fn; or the top level itself.
  std::string code(std::string_view form, std::size_t function = ~std::size_t{}) {
    codegen::unit_code const unit{generate(form)};
    std::size_t const index{function != ~std::size_t{} ? function : unit.functions.size() > 1 ? 1 : 0};
    return listing{unit, unit.functions.at(index)}.text();
  }
};

} // namespace jank::test
