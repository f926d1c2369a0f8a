#include "reader/gensym.hpp"

#include "object/fresh_names.hpp"

namespace jank::reader {

object::symbol *fresh_symbol(std::string_view prefix, std::string_view suffix) {
  static std::uint64_t last_number{};
  std::string name{prefix};
  name.append(std::to_string(++last_number)).append(suffix);
  return object::make_fresh_symbol(name);
}

} // namespace jank::reader
