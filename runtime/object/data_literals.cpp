#include "object/data_literals.hpp"

#include "memory/heap.hpp"
#include "object/equality.hpp"
#include "object/nesting.hpp"
#include "object/static_type.hpp"
#include "object/symbol.hpp"

#include <cstdio>

namespace jank::object {

namespace {

struct inst_description {
  static constexpr kind what{kind::inst};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.inst"};
};
struct uuid_description {
  static constexpr kind what{kind::uuid};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.uuid"};
};
struct tagged_literal_description {
  static constexpr kind what{kind::tagged_literal};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.tagged_literal"};
};
struct reader_conditional_description {
  static constexpr kind what{kind::reader_conditional};
  static constexpr std::uint32_t flags{0};
  static constexpr char const *name{"jank.runtime.reader_conditional"};
};

constexpr std::int64_t day_milliseconds{86'400'000};

// Days since 1970-01-01 of a date in the Gregorian calendar, and back: Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms" (2014), by eras of 400 years that begin in March.
std::int64_t days_from_civil(std::int64_t y, int m, int d) {
  y -= m <= 2;
  std::int64_t const era{(y >= 0 ? y : y - 399) / 400};
  auto const year_of_era{y - era * 400};
  auto const day_of_year{(153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1};
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

struct date {
  std::int64_t year;
  int month;
  int day;
};
date civil_from_days(std::int64_t z) {
  z += 719468;
  std::int64_t const era{(z >= 0 ? z : z - 146096) / 146097};
  auto const day_of_era{z - era * 146097};
  auto const year_of_era{(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365};
  auto const day_of_year{day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100)};
  auto const shifted{(5 * day_of_year + 2) / 153};
  int const month{static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9)};
  return {year_of_era + era * 400 + (month <= 2), month, static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int days_of_month(std::int64_t year, int month) {
  constexpr int days[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool const leap{year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)};
  return days[month - 1] + (month == 2 && leap);
}

// Takes a text apart from the left. After a failure it stays failed.
class timestamp_parser {
public:
  explicit timestamp_parser(std::string_view text) : left_{text} {}

  bool done() const { return left_.empty(); }
  bool ok() const { return ok_; }
  bool take(char c) {
    if(!left_.starts_with(c)) { return false; }
    left_.remove_prefix(1);
    return true;
  }
  int number(std::size_t digits, int least, int most) {
    int value{};
    for(std::size_t i{}; i < digits; ++i) {
      if(left_.empty() || left_[0] < '0' || left_[0] > '9') {
        ok_ = false;
        return least;
      }
      value = value * 10 + (left_[0] - '0');
      left_.remove_prefix(1);
    }
    ok_ = ok_ && value >= least && value <= most;
    return value;
  }
  // Milliseconds of a fraction of any length.
  int fraction() {
    int value{};
    int digits{};
    for(; !left_.empty() && left_[0] >= '0' && left_[0] <= '9'; ++digits) {
      if(digits < 3) { value = value * 10 + (left_[0] - '0'); }
      left_.remove_prefix(1);
    }
    ok_ = ok_ && digits > 0;
    for(; digits < 3; ++digits) { value *= 10; }
    return value;
  }

private:
  std::string_view left_;
  bool ok_{true};
};

std::uint32_t hash_words(std::uint64_t a, std::uint64_t b) {
  std::uint64_t const words[]{a, b};
  return hash_bytes(words, sizeof words);
}

template <typename T> std::optional<int> order(T a, T b) { return a < b ? -1 : a > b ? 1 : 0; }

} // namespace

object_ref make_inst(std::int64_t milliseconds) {
  auto *const i{static_cast<inst *>(memory::allocate_atomic(sizeof(inst)))};
  i->type = &static_type<inst_description>;
  i->milliseconds = milliseconds;
  return i;
}

object_ref make_uuid(std::uint64_t high, std::uint64_t low) {
  auto *const u{static_cast<uuid *>(memory::allocate_atomic(sizeof(uuid)))};
  u->type = &static_type<uuid_description>;
  u->high = high;
  u->low = low;
  return u;
}

object_ref make_tagged_literal(object_ref tag, object_ref form) {
  auto *const t{memory::make<tagged_literal>()};
  t->type = &static_type<tagged_literal_description>;
  t->tag = tag;
  t->form = form;
  return t;
}

object_ref make_reader_conditional(object_ref form, bool splicing) {
  auto *const c{memory::make<reader_conditional>()};
  c->type = &static_type<reader_conditional_description>;
  c->form = form;
  c->splicing = splicing;
  return c;
}

std::optional<std::int64_t> parse_inst(std::string_view text) {
  timestamp_parser p{text};
  int const year{p.number(4, 0, 9999)};
  int month{1};
  int day{1};
  int hour{};
  int minute{};
  int second{};
  int millisecond{};
  int offset{};
  if(p.take('-')) {
    month = p.number(2, 1, 12);
    if(p.take('-')) {
      day = p.number(2, 1, p.ok() ? days_of_month(year, month) : 31);
      if(p.take('T')) {
        hour = p.number(2, 0, 23);
        if(p.take(':')) {
          minute = p.number(2, 0, 59);
          if(p.take(':')) {
            second = p.number(2, 0, minute == 59 ? 60 : 59); // 60: a leap second
            if(p.take('.')) { millisecond = p.fraction(); }
          }
        }
      }
    }
  }
  bool const west{!p.done() && p.take('-')};
  if(west || p.take('+')) {
    offset = p.number(2, 0, 23) * 60;
    if(!p.take(':')) { return std::nullopt; }
    offset = (offset + p.number(2, 0, 59)) * (west ? -1 : 1);
  } else {
    p.take('Z');
  }
  if(!p.ok() || !p.done()) { return std::nullopt; }
  std::int64_t const minutes{hour * 60 + minute - offset};
  return days_from_civil(year, month, day) * day_milliseconds + minutes * 60'000 + second * 1000 + millisecond;
}

std::string inst_text(std::int64_t milliseconds) {
  std::int64_t days{milliseconds / day_milliseconds};
  std::int64_t rest{milliseconds % day_milliseconds};
  if(rest < 0) {
    --days;
    rest += day_milliseconds;
  }
  date const d{civil_from_days(days)};
  char text[64];
  std::snprintf(text, sizeof text, "%04lld-%02d-%02dT%02d:%02d:%02d.%03d-00:00", static_cast<long long>(d.year),
                d.month, d.day, static_cast<int>(rest / 3'600'000), static_cast<int>(rest / 60'000 % 60),
                static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000));
  return text;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_uuid(std::string_view text) {
  if(text.size() != 36) { return std::nullopt; }
  std::uint64_t halves[2]{};
  int digits{};
  for(std::size_t i{}; i < text.size(); ++i) {
    char const c{text[i]};
    if(i == 8 || i == 13 || i == 18 || i == 23) {
      if(c != '-') { return std::nullopt; }
      continue;
    }
    int const digit{c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1};
    if(digit < 0) { return std::nullopt; }
    auto &half{halves[digits++ / 16]};
    half = half << 4 | static_cast<std::uint64_t>(digit);
  }
  return std::pair{halves[0], halves[1]};
}

std::string uuid_text(uuid const *u) {
  char text[40];
  std::snprintf(text, sizeof text, "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(u->high >> 32),
                static_cast<unsigned>(u->high >> 16 & 0xffff), static_cast<unsigned>(u->high & 0xffff),
                static_cast<unsigned>(u->low >> 48), static_cast<unsigned long long>(u->low & 0xffffffffffff));
  return text;
}

bool is_data_literal(object_ref v) {
  return is<inst>(v) || is<uuid>(v) || is<tagged_literal>(v) || is<reader_conditional>(v);
}

bool equal_data_literals(object_ref a, object_ref b) {
  if(auto const *const i{try_cast<inst>(a)}) { return i->milliseconds == cast<inst>(b)->milliseconds; }
  if(auto const *const u{try_cast<uuid>(a)}) { return u->high == cast<uuid>(b)->high && u->low == cast<uuid>(b)->low; }
  nesting const level{"to compare"};
  if(auto const *const t{try_cast<tagged_literal>(a)}) {
    return equal(t->tag, cast<tagged_literal>(b)->tag) && equal(t->form, cast<tagged_literal>(b)->form);
  }
  auto const *const x{cast<reader_conditional>(a)};
  auto const *const y{cast<reader_conditional>(b)};
  return x->splicing == y->splicing && equal(x->form, y->form);
}

std::uint32_t hash_data_literal(object_ref v) {
  if(auto const *const i{try_cast<inst>(v)}) { return hash_words(static_cast<std::uint64_t>(i->milliseconds), 1); }
  if(auto const *const u{try_cast<uuid>(v)}) { return hash_words(u->high, u->low); }
  nesting const level{"to hash"};
  if(auto const *const t{try_cast<tagged_literal>(v)}) { return mix_hash(hash(t->tag), hash(t->form)); }
  auto const *const c{cast<reader_conditional>(v)};
  return mix_hash(c->splicing, hash(c->form));
}

std::optional<int> compare_data_literals(object_ref a, object_ref b) {
  if(auto const *const i{try_cast<inst>(a)}) { return order(i->milliseconds, cast<inst>(b)->milliseconds); }
  auto const *const u{try_cast<uuid>(a)};
  if(u == nullptr) { return std::nullopt; }
  auto const *const other{cast<uuid>(b)};
  // Signed halves, as on the JVM.
  if(u->high != other->high) {
    return order(static_cast<std::int64_t>(u->high), static_cast<std::int64_t>(other->high));
  }
  return order(static_cast<std::int64_t>(u->low), static_cast<std::int64_t>(other->low));
}

object_ref data_literal_part(object_ref v, object_ref key, object_ref not_found) {
  auto const *const k{try_cast<keyword>(key)};
  if(k == nullptr || k->ns != nullptr) { return not_found; }
  std::string_view const name{k->name->view()};
  if(auto const *const t{try_cast<tagged_literal>(v)}) {
    return name == "tag" ? t->tag : name == "form" ? t->form : not_found;
  }
  auto const *const c{try_cast<reader_conditional>(v)};
  if(c == nullptr) { return not_found; }
  return name == "form" ? c->form : name == "splicing?" ? make_boolean(c->splicing) : not_found;
}

} // namespace jank::object
