#include "namespace/kinds.hpp"

#include "namespace/namespace.hpp"
#include "object/print.hpp"
#include "object/reference.hpp"

namespace jank::ns {

namespace {

void print_var(std::string &out, object_ref v, bool) {
  out += "#'";
  out += qualified_name(cast<var>(v));
}
void print_unbound(std::string &out, object_ref v, bool) {
  out += "#object[jank.runtime.unbound \"Unbound: #'";
  out += qualified_name(cast<unbound>(v)->of);
  out += "\"]";
}
void print_name_space(std::string &out, object_ref v, bool readably) {
  std::string const name{qualified_name(cast<name_space>(v)->name)};
  out += readably ? "#object[jank.runtime.ns \"" + name + "\"]" : name;
}

} // namespace

void register_kinds() {
  set_printer(kind::var, print_var);
  set_printer(kind::unbound, print_unbound);
  set_printer(kind::name_space, print_name_space);
  set_reference(kind::var, {.deref_rooted = [](object_ref v) { return cast<var>(v)->value; },
                            .watches_of = [](object_ref v) { return &cast<var>(v)->watches; }});
}

} // namespace jank::ns
