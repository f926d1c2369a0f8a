#include "hot_reload/value_writer.hpp"

#include "object/collections.hpp"
#include "object/number.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace jank::hot_reload {

using namespace object;

value_writer &value_writer::begin(char) {
  starts_.push_back(values_.size());
  return *this;
}

value_writer &value_writer::end(char bracket) {
  std::size_t const start{starts_.back()};
  starts_.pop_back();
  object_ref const *const first{values_.data() + start};
  std::size_t const count{values_.size() - start};
  object_ref const made{bracket == '}' ? object_ref{make_map(first, count)} : object_ref{make_vector(first, count)}};
  values_.resize(start);
  return value(made);
}

value_writer &value_writer::key(std::string_view name) {
  std::string text{name};
  std::replace(text.begin(), text.end(), '_', '-');
  return value(make_keyword(text));
}

value_writer &value_writer::text(std::string_view v) { return value(make_string(v)); }

value_writer &value_writer::number(double v) {
  bool const is_whole{std::floor(v) == v && std::abs(v) < 9e15};
  return value(is_whole ? make_long(static_cast<std::int64_t>(v)) : object_ref{make_double(v)});
}

value_writer &value_writer::value(object_ref v) {
  values_.push_back(v);
  return *this;
}

} // namespace jank::hot_reload
