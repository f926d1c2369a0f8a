#pragma once

// What tagged literals stand for: #inst, #uuid, and those that have no reader; and reader conditionals that were kept as they are written.
// All are values: equal by content, readable when printed.

#include "object/object.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace jank::object {

// A point in time, in milliseconds since 1970-01-01T00:00:00Z.
struct inst : heap_object {
  static constexpr kind object_kind{kind::inst};
  std::int64_t milliseconds;
};

// The most significant half first.
struct uuid : heap_object {
  static constexpr kind object_kind{kind::uuid};
  std::uint64_t high;
  std::uint64_t low;
};

struct tagged_literal : heap_object {
  static constexpr kind object_kind{kind::tagged_literal};
  object_ref tag; // symbol
  object_ref form;
};

// #?(...) or #?@(...)
struct reader_conditional : heap_object {
  static constexpr kind object_kind{kind::reader_conditional};
  object_ref form; // list of features and forms in turn
  bool splicing;
};

object_ref make_inst(std::int64_t milliseconds);
object_ref make_uuid(std::uint64_t high, std::uint64_t low);
object_ref make_tagged_literal(object_ref tag, object_ref form);
object_ref make_reader_conditional(object_ref form, bool splicing);

// A timestamp of RFC 3339, of which everything behind the year may be left out from the right: 2024, 2024-02-29,
// 2024-02-29T12:30:00.123456+01:00. The offset is that of UTC when left out. Fractions of a millisecond are dropped.
std::optional<std::int64_t> parse_inst(std::string_view text);
std::string inst_text(std::int64_t milliseconds); // 2024-02-29T11:30:00.123-00:00
// 8-4-4-4-12 hexadecimal digits.
std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_uuid(std::string_view text);
std::string uuid_text(uuid const *u);

bool is_data_literal(object_ref v); // one of the four kinds
// The following require two values of the same of these kinds, or one.
bool equal_data_literals(object_ref a, object_ref b);
std::uint32_t hash_data_literal(object_ref v);
// nullopt when the kind has no order.
std::optional<int> compare_data_literals(object_ref a, object_ref b);
// The parts of a tagged literal (:tag, :form) and a reader conditional (:form, :splicing?).
object_ref data_literal_part(object_ref v, object_ref key, object_ref not_found);

} // namespace jank::object
