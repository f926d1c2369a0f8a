#include "object/string.hpp"

#include "memory/heap.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/static_type.hpp"
#include "object/text_buffer.hpp"

#include <cstring>
#include <new>

namespace jank::object {

namespace {

struct string_description {
  static constexpr kind what{kind::string};
  static constexpr std::uint32_t flags{flag_counted};
  static constexpr char const *name{"jank.runtime.string"};
};

constexpr char32_t replacement{0xfffd};
constexpr std::uint32_t crumb_distance{64};

// Well-formed UTF-8, from table 3-7 of the Unicode Standard: what may follow a lead byte. Bytes after the
// second are 80..bf.
struct lead_range {
  unsigned char first, last;
  unsigned char second_low, second_high;
  int following;
};
constexpr lead_range lead_ranges[]{
    {0xc2, 0xdf, 0x80, 0xbf, 1}, {0xe0, 0xe0, 0xa0, 0xbf, 2}, {0xe1, 0xec, 0x80, 0xbf, 2}, {0xed, 0xed, 0x80, 0x9f, 2},
    {0xee, 0xef, 0x80, 0xbf, 2}, {0xf0, 0xf0, 0x90, 0xbf, 3}, {0xf1, 0xf3, 0x80, 0xbf, 3}, {0xf4, 0xf4, 0x80, 0x8f, 3},
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// Eight bytes at a time.
std::size_t ascii_prefix(std::string_view s) {
  std::size_t n{};
  for(std::uint64_t word; n + sizeof word <= s.size(); n += sizeof word) {
    std::memcpy(&word, s.data() + n, sizeof word);
    if((word & 0x8080808080808080u) != 0) { break; }
  }
  while(n < s.size() && static_cast<signed char>(s[n]) >= 0) { ++n; }
  return n;
}

void fill(char *bytes, std::string_view head, std::string_view tail) {
  for(std::string_view const part : {head, tail}) {
    if(part.size() <= longest_short_copy) {
      copy_short(bytes, part.data(), part.size());
    } else {
      std::memcpy(bytes, part.data(), part.size());
    }
    bytes += part.size();
  }
  *bytes = 0;
}

// Of two well-formed texts, one after the other. What is ASCII alone never gets breadcrumbs, so it leads to nothing the collector must
// know, and its bytes follow it in the same cell.
string *new_string(std::string_view head, std::string_view tail, std::size_t char_count) {
  std::size_t const size{head.size() + tail.size()};
  bool const is_ascii{size == char_count};
  void *const cell{is_ascii ? memory::allocate_atomic(sizeof(string) + size + 1) : memory::allocate(sizeof(string))};
  auto *const bytes{is_ascii ? static_cast<char *>(cell) + sizeof(string)
                             : static_cast<char *>(memory::allocate_atomic(size + 1))};
  fill(bytes, head, tail);
  return ::new (cell) string{heap_object{&static_type<string_description>}, 0u,    static_cast<std::uint32_t>(size),
                             static_cast<std::uint32_t>(char_count),        bytes, nullptr};
}

void refuse_too_long(std::size_t bytes) {
  if(bytes > UINT32_MAX - sizeof(string) - 1) {
    throw_error(error_kind::illegal_argument, "a string of " + std::to_string(bytes) + " bytes is too long");
  }
}

std::size_t skip_chars(string const *s, std::size_t byte, std::uint32_t count) {
  for(; count > 0; --count) {
    ++byte;
    while(byte < s->byte_count && is_continuation(s->bytes[byte])) { ++byte; }
  }
  return byte;
}

void lay_breadcrumbs(string *s) {
  auto const count{s->char_count / crumb_distance + 1};
  auto *const crumbs{static_cast<std::uint32_t *>(memory::allocate_atomic(count * sizeof(std::uint32_t)))};
  std::size_t byte{};
  for(std::uint32_t i{1}; i < count; ++i) {
    byte = skip_chars(s, byte, crumb_distance);
    crumbs[i] = static_cast<std::uint32_t>(byte);
  }
  s->breadcrumbs = crumbs;
}

// Requires index <= char_count.
std::size_t byte_offset(string *s, std::uint32_t index) {
  if(s->byte_count == s->char_count) { return index; }
  if(index < crumb_distance) { return skip_chars(s, 0, index); }
  if(!s->breadcrumbs) { lay_breadcrumbs(s); }
  return skip_chars(s, s->breadcrumbs[index / crumb_distance], index % crumb_distance);
}

std::string characters(std::uint32_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

} // namespace

char32_t decode_utf8(std::string_view s, std::size_t &at) {
  auto const lead{static_cast<unsigned char>(s[at++])};
  if(lead < 0x80) { return lead; }
  for(auto const &range : lead_ranges) {
    if(lead < range.first || lead > range.last) { continue; }
    char32_t c{static_cast<char32_t>(lead & (0x3f >> range.following))};
    auto low{range.second_low};
    auto high{range.second_high};
    for(int i{}; i < range.following; ++i) {
      if(at >= s.size()) { return replacement; }
      auto const byte{static_cast<unsigned char>(s[at])};
      if(byte < low || byte > high) { return replacement; }
      c = (c << 6) | (byte & 0x3f);
      ++at;
      low = 0x80;
      high = 0xbf;
    }
    return c;
  }
  return replacement;
}

void append_utf8(std::string &out, char32_t c) {
  if(c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) { c = replacement; }
  auto const tail{[&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); }};
  if(c < 0x80) {
    out += static_cast<char>(c);
  } else if(c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    tail(0);
  } else if(c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

string *make_string(std::string_view utf8) {
  refuse_too_long(utf8.size());
  auto const prefix{ascii_prefix(utf8)};
  if(prefix == utf8.size()) { return new_string(utf8, {}, prefix); }

  std::size_t chars{prefix};
  std::size_t at{prefix};
  bool valid{true};
  while(at < utf8.size()) {
    auto const start{at};
    valid &= decode_utf8(utf8, at) != replacement || utf8.substr(start, at - start) == "\xef\xbf\xbd";
    ++chars;
  }
  if(valid) { return new_string(utf8, {}, chars); }

  std::string mended{utf8.substr(0, prefix)};
  for(at = prefix; at < utf8.size();) { append_utf8(mended, decode_utf8(utf8, at)); }
  return new_string(mended, {}, chars);
}

string *concatenate(string const *head, string const *tail) {
  refuse_too_long(std::size_t{head->byte_count} + tail->byte_count);
  return new_string(head->view(), tail->view(), std::size_t{head->char_count} + tail->char_count);
}

char32_t char_at(string *s, std::int64_t index) {
  if(index < 0 || index >= s->char_count) {
    throw_error(error_kind::index_out_of_bounds,
                "index " + std::to_string(index) + " is out of bounds for a string of " + characters(s->char_count));
  }
  auto byte{byte_offset(s, static_cast<std::uint32_t>(index))};
  return decode_utf8(s->view(), byte);
}

string *substring(string *s, std::int64_t begin, std::int64_t end) {
  if(begin < 0 || end < begin || end > s->char_count) {
    throw_error(error_kind::index_out_of_bounds, "characters " + std::to_string(begin) + " to " + std::to_string(end) +
                                                     " are out of bounds for a string of " + characters(s->char_count));
  }
  auto const from{byte_offset(s, static_cast<std::uint32_t>(begin))};
  auto const to{byte_offset(s, static_cast<std::uint32_t>(end))};
  return new_string(s->view().substr(from, to - from), {}, static_cast<std::size_t>(end - begin));
}

std::uint32_t string_hash(string *s) {
  if(s->hash == 0) { s->hash = hash_bytes(s->bytes, s->byte_count) | 1; }
  return s->hash;
}

} // namespace jank::object
