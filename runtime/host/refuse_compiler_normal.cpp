#include "host/refuse_compiler.hpp"

#include "namespace/libraries.hpp"
#include "namespace/native.hpp"
#include "object/error.hpp"

#include <string>

namespace jank::host {

using namespace object;

namespace {

// The function's own name tells what was called. The argument is a form, a text, or a seq of all arguments.
std::string name_of(object_ref function_called) { return cast<function>(function_called)->function_type_of()->name; }

object_ref refuse(object_ref self, object_ref) {
  throw_error(error_kind::illegal_state,
              name_of(self) + " needs the compiler, which only images built with HOT_RELOAD=1 hold");
}

object_ref refuse_reading(object_ref self, object_ref) {
  throw_error(error_kind::illegal_state,
              name_of(self) + " needs the reader, which this program was linked without: its code names neither read, "
                              "read-string nor read+string, save perhaps in quoted forms");
}

constexpr char doc[]{"Needs the compiler, which this image does not hold: throws."};
constexpr char reading_doc[]{"Needs the reader, which this image does not hold: throws."};

ns::native const rows[]{
    {"eval", "([form])", doc, {refuse}},        {"load-string", "([text])", doc, {refuse}},
    {"load-file", "([path])", doc, {refuse}},   {"macroexpand-1", "([form])", doc, {refuse}},
    {"macroexpand", "([form])", doc, {refuse}},
};

ns::native const reading_rows[]{
    {"read", "([& arguments])", reading_doc, {}, refuse_reading},
    {"read-string", "([& arguments])", reading_doc, {}, refuse_reading},
    {"read+string", "([& arguments])", reading_doc, {}, refuse_reading},
};

} // namespace

void refuse_compiler() {
  ns::define_natives("clojure.core", rows, std::size(rows));
  if(auto *const define{ns::find_library("reading")}; define != nullptr) {
    define();
  } else {
    ns::define_natives("clojure.core", reading_rows, std::size(reading_rows));
  }
}

} // namespace jank::host
