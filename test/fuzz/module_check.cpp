// Fuzzes what looks at files before anything of them is loaded: whatever the bytes are, the outline of a side module and the unit of a
// description are read, or an `error` of kind loader is thrown that says why not.
//
// The first byte chooses: even, a side module; odd, the description of a unit with as many functions as it says.
//
//   clang++ -fsanitize=fuzzer,address,undefined ... && ./module_check_fuzzer test/fuzz/corpus/module_check

#include "hot_reload/module_check.hpp"
#include "namespace/native.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "unit/address.hpp"
#include "unit/unit.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace jank;

namespace {

[[noreturn]] void fail(char const *what, std::string const &message) {
  std::fprintf(stderr, "%s: %s\n", what, message.c_str());
  std::abort();
}

// Errors of other kinds are what reading itself may do: a map with a key twice, a number too large.
void check_error(object::thrown_value const &thrown) {
  std::string const message{object::to_readable(thrown.value)};
  if(!object::is<object::error>(thrown.value)) { fail("a value that is no error was thrown", message); }
  if(object::to_text(object::error_message(thrown.value)).size() < 10) { fail("an error without a reason", message); }
}

void check_module(std::span<std::uint8_t const> bytes) {
  auto const outline{hot_reload::outline_module(bytes)};
  if(outline.memory_size > hot_reload::largest_patch_memory || outline.table_size > hot_reload::largest_patch_table ||
     outline.memory_align > hot_reload::largest_patch_align) {
    fail("a module that wants too much was accepted", std::to_string(outline.memory_size));
  }
  if(outline.imported_functions.size() + outline.exports.size() > bytes.size()) {
    fail("more names than bytes", std::to_string(outline.exports.size()));
  }
}

void no_code() {}

void check_description(std::span<std::uint8_t const> bytes) {
  unit::header const h{unit::read_header(bytes)};
  if(h.code_count > 100000) { return; }
  std::vector<object::entry> const slots(h.code_count, no_code);
  unit::unit const *const u{unit::instantiate(bytes, slots)};
  // Every constant that is a value can be printed and compared.
  for(std::uint32_t i{}; i < u->constant_count; ++i) {
    object_ref const c{u->constants[i]};
    bool const is_type{std::find(u->types, u->types + u->type_count,
                                 reinterpret_cast<object::function_type *>(c.bits)) != u->types + u->type_count};
    if(is_type || c.bits == unit::find_address("safepoint-request")) { continue; }
    if(!object::equal(c, c) && object::to_readable(c).find("NaN") == std::string::npos) {
      fail("a constant that is not equal to itself", object::to_readable(c));
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *bytes, std::size_t count) {
  ns::core_namespace();
  if(count == 0) { return 0; }
  std::span<std::uint8_t const> const rest{bytes + 1, count - 1};
  try {
    if(bytes[0] % 2 == 0) {
      check_module(rest);
    } else {
      check_description(rest);
    }
  } catch(object::thrown_value const &thrown) { check_error(thrown); }
  return 0;
}
