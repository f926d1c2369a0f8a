// Fuzzes the reader of patch tables: whatever the rows say, each is made a function, or an `error` of kind loader is thrown that names the
// row; and nothing is bound by it.
//
// A row is a byte of flags (1: no name, 2: no signature, 4: no code, 8: the code is found wrong), and the name and the signature, each ended
// by a NUL or the end of the bytes.
//
//   clang++ -fsanitize=fuzzer,address,undefined ... && ./patch_table_fuzzer test/fuzz/corpus/patch_table

#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/error.hpp"
#include "object/print.hpp"
#include "patch/table.hpp"
#include "patch/wrapper.hpp"

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <set>

using namespace jank;

namespace {

[[noreturn]] void fail(char const *what, std::string const &message) {
  std::fprintf(stderr, "%s: %s\n", what, message.c_str());
  std::abort();
}

int wrong_code;
int right_code;

std::string check_code(void *function, int) { return function == &wrong_code ? "is of another type" : ""; }

class input {
public:
  input(std::uint8_t const *bytes, std::size_t count) : at_{bytes}, end_{bytes + count} {}
  bool is_empty() const { return at_ == end_; }
  std::uint8_t byte() { return is_empty() ? 0 : *at_++; }
  char const *text() {
    auto &t{texts_.emplace_back()};
    while(std::uint8_t const c{byte()}) { t += static_cast<char>(c); }
    return t.c_str();
  }

private:
  std::uint8_t const *at_;
  std::uint8_t const *end_;
  std::deque<std::string> texts_;
};

std::vector<jank_patch_symbol> read_rows(input &in) {
  std::vector<jank_patch_symbol> rows;
  while(!in.is_empty() && rows.size() < 100) {
    std::uint8_t const flags{in.byte()};
    char const *const name{in.text()};
    char const *const signature{in.text()};
    void *const code{(flags & 4) != 0 ? nullptr : (flags & 8) != 0 ? &wrong_code : &right_code};
    rows.push_back({(flags & 1) != 0 ? nullptr : name, (flags & 2) != 0 ? nullptr : signature, code});
  }
  return rows;
}

void check_bound(std::vector<jank_patch_symbol> const &rows, patch::bound_functions const &functions) {
  if(functions.size() != rows.size()) {
    fail("another number of functions than rows", std::to_string(functions.size()));
  }
  std::set<ns::var *> targets;
  for(std::size_t i{}; i < rows.size(); ++i) {
    auto const &f{functions[i]};
    if(f.target->has(ns::var_bound)) { fail("a row was bound", ns::qualified_name(f.target)); }
    if(ns::qualified_name(f.target) != rows[i].qualified_name) {
      fail("a row has another name's var", std::string{rows[i].qualified_name} + " " + ns::qualified_name(f.target));
    }
    if(!targets.insert(f.target).second) { fail("two rows have one var", ns::qualified_name(f.target)); }
    auto const parsed{patch::parse_signature(rows[i].signature)};
    int const fixed{parsed ? parsed->parameters - (parsed->variadic ? 1 : 0) : -1};
    if(fixed < 0 || fixed > object::max_arity) { fail("a wrong signature was taken", rows[i].signature); }
    if(!object::has_flag(f.value, object::flag_ifn)) {
      fail("a row's value is no function", object::to_readable(f.value));
    }
  }
}

void check_error(object::thrown_value const &thrown) {
  std::string const message{object::to_readable(thrown.value)};
  if(!object::is<object::error>(thrown.value)) { fail("a value that is no error was thrown", message); }
  if(object::cast<object::error>(thrown.value)->why != object::error_kind::loader) {
    fail("an error of another kind", message);
  }
  if(object::to_text(object::error_message(thrown.value)).size() < 20) { fail("an error without a reason", message); }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *bytes, std::size_t count) {
  ns::core_namespace();
  // Of this input alone: what an earlier one interned is gone.
  for(char const *const name : {"user", "a.b"}) {
    ns::remove_namespace(object::make_symbol({}, name));
    ns::intern_namespace(name);
  }
  input in{bytes, count};
  auto const rows{read_rows(in)};
  try {
    check_bound(rows, patch::check_table(rows, patch::missing_namespace::refused, check_code));
  } catch(object::thrown_value const &thrown) { check_error(thrown); }
  return 0;
}
