#include "unit/describe.hpp"

#include "object/error.hpp"
#include "object/print.hpp"

namespace jank::unit {

std::string describe_exception(std::exception_ptr e) {
  try {
    std::rethrow_exception(e);
  } catch(object::thrown_value const &t) {
    std::string text{"error: "};
    object::print_text(text, object::error_message(t.value));
    if(object::is<object::error>(t.value)) {
      auto const *const x{object::cast<object::error>(t.value)};
      if(x->why == object::error_kind::none && x->data.is_some()) { text += " " + object::to_readable(x->data); }
    }
    return text;
  } catch(std::exception const &x) { return std::string{"error: "} + x.what(); } catch(...) {
    return "error: an exception of unknown type";
  }
}

} // namespace jank::unit
