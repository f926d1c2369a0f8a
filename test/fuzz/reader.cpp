// Fuzzes the reader: whatever the bytes are, reading gives forms or a source_error, and a form that is printed and read again is
// equal to the first.
//
//   clang++ -fsanitize=fuzzer,address,undefined ... && ./reader_fuzzer test/fuzz/corpus/reader

#include "reader/reader.hpp"
#include "namespace/namespace.hpp"
#include "object/equality.hpp"
#include "object/print.hpp"

#include <cstdio>
#include <cstdlib>
#include <optional>

using namespace jank;

namespace {

[[noreturn]] void fail(char const *what, std::string const &printed) {
  std::fprintf(stderr, "%s\n%s\n", what, printed.c_str());
  std::abort();
}

// Positions that no text has would show nothing, or the wrong line.
void check_error(reader::source_text const &source, reader::source_error const &e) {
  if(e.message.empty() || !e.at.known() || e.at.column == 0) {
    fail("an error without message or position", e.message);
  }
  std::string const shown{reader::describe(source, e.at, e.message, e.hint)};
  if(source.line(e.at.line).data() == nullptr) { fail("an error behind the end of the text", shown); }
}

std::optional<std::string> print(object_ref form) {
  try {
    return object::to_readable(form);
  } catch(object::thrown_value const &) {
    return std::nullopt; // nested too deep: an expanded syntax quote is deeper than its text
  }
}

void check_round_trip(object_ref form) {
  auto const printed{print(form)};
  // NaN equals nothing, itself included, and a pattern only itself.
  if(!printed || printed->find("NaN") != std::string::npos || printed->find("#\"") != std::string::npos) { return; }
  reader::source_text const source{"printed", *printed};
  reader::reader again{source};
  try {
    auto const second{again.read()};
    if(!second || again.read()) { fail("printed one form, read another number of forms", *printed); }
    if(!object::equal(form, *second)) {
      fail("printed and read again, the form is another", *printed + "\n" + object::to_readable(*second));
    }
  } catch(reader::source_error const &e) {
    if(e.message.find("nested") == std::string::npos) {
      fail("what was printed cannot be read", reader::describe(source, e.at, e.message));
    }
  }
}

void enter_namespace() {
  static bool const entered{[] {
    ns::core_namespace();
    ns::name_space *const here{ns::intern_namespace("fuzz")};
    ns::add_alias(here, object::make_symbol({}, "a"), ns::intern_namespace("some.where"));
    ns::set_current_namespace(here);
    return true;
  }()};
  static_cast<void>(entered);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *bytes, std::size_t count) {
  enter_namespace();
  reader::source_text const source{"fuzz", std::string{reinterpret_cast<char const *>(bytes), count}};
  reader::reader r{source};
  try {
    while(auto const form{r.read()}) { check_round_trip(*form); }
  } catch(reader::source_error const &e) { check_error(source, e); }
  return 0;
}
