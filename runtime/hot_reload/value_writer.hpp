#pragma once

// Makes a jank value with the calls that json_writer makes JSON with: objects become maps with keywords as keys ("byte_limit" is
// :byte-limit), arrays vectors, and numbers without a fraction longs. Only where nothing is collected: it allocates and calls no jank code.

#include "memory/heap.hpp"
#include "object/object.hpp"

#include <string_view>
#include <vector>

namespace jank::hot_reload {

class value_writer {
public:
  value_writer &begin(char bracket);
  value_writer &end(char bracket);
  value_writer &key(std::string_view name);
  value_writer &text(std::string_view value);
  value_writer &number(double value);
  value_writer &value(object::object_ref v);
  object::object_ref take() { return values_.front(); }

private:
  std::vector<object::object_ref, memory::allocator<object::object_ref>> values_; // of what is open, innermost last
  std::vector<std::size_t> starts_;
};

} // namespace jank::hot_reload
