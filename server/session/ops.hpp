#pragma once

// The operations that editors may ask for, as `describe` tells of them.

#include "wire/json.hpp"

#include <string_view>

namespace jank::server {

struct op_description {
  std::string_view name;
  bool of_page; // pages answer it, also by the name cider/NAME; else the server does
  std::string_view doc;
  std::string_view required; // keys, separated by spaces
  std::string_view optional;
  bool prints{}; // values, and takes the keys of printing
};

inline constexpr std::string_view twin_prefix{"cider/"};

bool is_page_op(std::string_view op);
// A map from each op to what is known of it when that is wanted, else to an empty one.
json::object describe_ops(bool verbose);

} // namespace jank::server
