#include "namespace/libraries.hpp"

#include "namespace/natives/arguments.hpp"

namespace jank::ns {

namespace {

object_ref define_library(char const *name) {
  auto *const define{find_library(name)};
  if(define == nullptr) {
    throw_error(error_kind::loader,
                std::string{"the natives of the library "} + name + " are not part of this program");
  }
  define();
  return nil;
}

native const rows[]{
    {"edn", "([])", "Defines the natives of clojure.edn in the current namespace.", {+[](object_ref) {
       return define_library("edn");
     }}},
    {"math", "([])", "Defines the natives of clojure.math in the current namespace.", {+[](object_ref) {
       return define_library("math");
     }}},
    {"repl", "([])", "Defines the natives of clojure.repl in the current namespace.", {+[](object_ref) {
       return define_library("repl");
     }}},
    {"string", "([])", "Defines the natives of clojure.string in the current namespace.", {+[](object_ref) {
       return define_library("string");
     }}},
};

} // namespace

void initialize_libraries() { define_natives(libraries_namespace.data(), rows, std::size(rows)); }

} // namespace jank::ns
