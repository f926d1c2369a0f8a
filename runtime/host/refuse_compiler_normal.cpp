#include "host/refuse_compiler.hpp"

#include "namespace/native.hpp"
#include "object/error.hpp"

#include <string>

namespace jank::host {

using namespace object;

namespace {

// The function's own name tells what was called. The argument is a form, a text, or a seq of all arguments.
object_ref refuse(object_ref self, object_ref) {
  throw_error(error_kind::illegal_state, std::string{cast<function>(self)->function_type_of()->name} +
                                             " needs the compiler, which only images built with HOT_RELOAD=1 hold");
}

constexpr char doc[]{"Needs the compiler, which this image does not hold: throws."};

ns::native const rows[]{
    {"eval", "([form])", doc, {refuse}},          {"load-string", "([text])", doc, {refuse}},
    {"load-file", "([path])", doc, {refuse}},     {"macroexpand-1", "([form])", doc, {refuse}},
    {"macroexpand", "([form])", doc, {refuse}},   {"read-string", "([& arguments])", doc, {}, refuse},
    {"read", "([& arguments])", doc, {}, refuse}, {"read+string", "([& arguments])", doc, {}, refuse},
};

} // namespace

void refuse_compiler() { ns::define_natives("clojure.core", rows, std::size(rows)); }

} // namespace jank::host
