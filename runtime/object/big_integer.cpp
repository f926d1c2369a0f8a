#include "object/big_integer.hpp"

#include "memory/heap.hpp"
#include "object/detail/tommath.hpp"
#include "object/equality.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/static_type.hpp"

#include <cmath>
#include <cstddef>
#include <cstring>

namespace jank::object {

namespace {

static_assert(MP_DIGIT_BIT == 28 && sizeof(mp_digit) == sizeof(std::uint32_t));

struct big_integer_description {
  static constexpr kind what{kind::big_integer};
  static constexpr std::uint32_t flags{flag_number};
  static constexpr char const *name{"jank.runtime.big_integer"};
};

// The largest power of ten that is a digit: text is converted that many decimal digits at a time.
constexpr int chunk_digits{8};
constexpr mp_digit chunk{100000000};

void check(mp_err result) {
  if(result != MP_OKAY) { throw_error(error_kind::arithmetic, "an integer is too large to be computed"); }
}

big_integer *allocate_big(std::size_t count) {
  auto const bytes{offsetof(big_integer, digits) + count * sizeof(std::uint32_t)};
  auto *const b{
      static_cast<big_integer *>(memory::allocate_atomic(bytes < sizeof(big_integer) ? sizeof(big_integer) : bytes))};
  b->type = &static_type<big_integer_description>;
  b->count = static_cast<std::int32_t>(count);
  return b;
}

// The library reads its operands only, so they can lie in the object.
mp_int view(big_integer const *a) {
  return {a->count, a->count, a->negative ? MP_NEG : MP_ZPOS, const_cast<mp_digit *>(a->digits)};
}

mp_int make_result() {
  mp_int r;
  check(mp_init(&r));
  return r;
}

big_integer *finish(mp_int const &r) {
  auto *const b{allocate_big(static_cast<std::size_t>(r.used))};
  b->negative = r.sign == MP_NEG && r.used != 0;
  if(r.used != 0) { std::memcpy(b->digits, r.dp, static_cast<std::size_t>(r.used) * sizeof(mp_digit)); }
  return b;
}

template <auto Operation> big_integer *binary(big_integer const *a, big_integer const *b) {
  mp_int const x{view(a)};
  mp_int const y{view(b)};
  mp_int r{make_result()};
  check(Operation(&x, &y, &r));
  return finish(r);
}

std::uint64_t low_magnitude(big_integer const *a) {
  std::uint64_t bits{};
  for(std::int32_t i{a->count < 3 ? a->count : 3}; i-- > 0;) { bits = bits << MP_DIGIT_BIT | a->digits[i]; }
  return bits;
}

unsigned digit_of(char c) {
  if(c >= '0' && c <= '9') { return static_cast<unsigned>(c - '0'); }
  if(c >= 'a' && c <= 'z') { return static_cast<unsigned>(c - 'a') + 10; }
  if(c >= 'A' && c <= 'Z') { return static_cast<unsigned>(c - 'A') + 10; }
  return 36;
}

} // namespace

big_integer *make_big(std::int64_t n) {
  auto const magnitude{n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n)};
  std::size_t count{};
  for(auto rest{magnitude}; rest != 0; rest >>= MP_DIGIT_BIT) { ++count; }
  auto *const b{allocate_big(count)};
  b->negative = n < 0;
  for(std::size_t i{}; i < count; ++i) {
    b->digits[i] = static_cast<std::uint32_t>(magnitude >> (MP_DIGIT_BIT * i)) & MP_MASK;
  }
  return b;
}

big_integer *parse_big(std::string_view digits, unsigned radix, bool negative) {
  if(digits.empty()) { return nullptr; }
  mp_int r{make_result()};
  // Several digits go in at once, as one digit of the library.
  mp_digit taken{};
  mp_digit scale{1};
  auto const put{[&] {
    check(mp_mul_d(&r, scale, &r));
    check(mp_add_d(&r, taken, &r));
    taken = 0;
    scale = 1;
  }};
  for(char const c : digits) {
    auto const digit{digit_of(c)};
    if(digit >= radix) { return nullptr; }
    taken = taken * radix + digit;
    scale *= radix;
    if(scale > MP_MASK / 36) { put(); }
  }
  put();
  auto *const b{finish(r)};
  b->negative = negative && b->count != 0;
  return b;
}

big_integer *make_big_of_digits(std::uint32_t const *digits, std::size_t count, bool negative) {
  if(count > 0 && digits[count - 1] == 0) { return nullptr; }
  auto *const b{allocate_big(count)};
  for(std::size_t i{}; i < count; ++i) {
    if(digits[i] > MP_MASK) { return nullptr; }
    b->digits[i] = digits[i];
  }
  b->negative = negative && count != 0;
  return b;
}

big_integer *make_plain(big_integer const *a) {
  auto *const b{allocate_big(static_cast<std::size_t>(a->count))};
  std::memcpy(b->digits, a->digits, static_cast<std::size_t>(a->count) * sizeof(mp_digit));
  b->negative = a->negative;
  b->plain = true;
  return b;
}

bool fits_long(big_integer const *a) {
  if(a->count < 3) { return true; }
  if(a->count > 3 || a->digits[2] > 0x80) { return false; } // 2^63 is the digit 0x80 and zeros
  auto const magnitude{low_magnitude(a)};
  return magnitude < std::uint64_t{1} << 63 || (a->negative && magnitude == std::uint64_t{1} << 63);
}

std::int64_t low_bits(big_integer const *a) {
  auto const magnitude{low_magnitude(a)};
  return static_cast<std::int64_t>(a->negative ? 0 - magnitude : magnitude);
}

object_ref reduce_big(big_integer *a) { return fits_long(a) ? make_long(low_bits(a)) : object_ref{a}; }

bool find_long(object_ref v, std::int64_t &n) {
  if(is_long(v)) {
    n = as_long(v);
    return true;
  }
  if(!is_big(v) || !fits_long(cast<big_integer>(v))) { return false; }
  n = low_bits(cast<big_integer>(v));
  return true;
}

big_integer *add_big(big_integer const *a, big_integer const *b) { return binary<mp_add>(a, b); }
big_integer *subtract_big(big_integer const *a, big_integer const *b) { return binary<mp_sub>(a, b); }
big_integer *multiply_big(big_integer const *a, big_integer const *b) { return binary<mp_mul>(a, b); }
big_integer *gcd_big(big_integer const *a, big_integer const *b) { return binary<mp_gcd>(a, b); }

big_division divide_big(big_integer const *a, big_integer const *b) {
  mp_int const x{view(a)};
  mp_int const y{view(b)};
  mp_int quotient{make_result()};
  mp_int remainder{make_result()};
  check(mp_div(&x, &y, &quotient, &remainder));
  return {finish(quotient), finish(remainder)};
}

big_integer *negate_big(big_integer const *a) {
  auto *const b{finish(view(a))};
  b->negative = !a->negative && a->count != 0;
  return b;
}

big_integer *power_of_ten(std::int64_t n) {
  // Beyond that a number would not fit memory, or take minutes.
  constexpr std::int64_t largest{5'000'000};
  if(n > largest) {
    throw_error(error_kind::arithmetic,
                "an exponent is too large: this needs a number of " + std::to_string(n) + " digits");
  }
  mp_int ten{make_result()};
  mp_set(&ten, 10);
  mp_int r{make_result()};
  check(mp_expt_n(&ten, static_cast<int>(n), &r));
  return finish(r);
}

big_integer *shift_big(big_integer const *a, int bits) {
  mp_int const x{view(a)};
  mp_int r{make_result()};
  check(bits < 0 ? mp_div_2d(&x, -bits, &r, nullptr) : mp_mul_2d(&x, bits, &r));
  return finish(r);
}

int compare_big(big_integer const *a, big_integer const *b) {
  mp_int const x{view(a)};
  mp_int const y{view(b)};
  return mp_cmp(&x, &y);
}

int bit_count(big_integer const *a) {
  mp_int const x{view(a)};
  return mp_count_bits(&x);
}

int trailing_zero_bits(big_integer const *a) {
  mp_int const x{view(a)};
  return mp_cnt_lsb(&x);
}

std::int64_t decimal_digit_count(big_integer const *a) {
  if(a->count == 0) { return 1; }
  // 2^(n-1) <= |a| < 2^n leaves two candidates at most.
  auto const least{static_cast<std::int64_t>((bit_count(a) - 1) * 0.30102999566398120) + 1};
  auto *const power{power_of_ten(least)};
  mp_int const x{view(a)};
  mp_int const y{view(power)};
  return mp_cmp_mag(&x, &y) == MP_LT ? least : least + 1;
}

std::uint32_t hash_big(big_integer const *a) {
  return mix_hash(hash_bytes(a->digits, static_cast<std::size_t>(a->count) * sizeof(mp_digit)), a->negative);
}

double big_to_double(big_integer const *a) {
  int const shift{bit_count(a) - 64};
  if(shift <= 0) {
    auto const d{static_cast<double>(low_magnitude(a))};
    return a->negative ? -d : d;
  }
  // The upper 64 bits, with the last one telling whether more follow: rounding then goes the right way.
  auto *const upper{shift_big(a, -shift)};
  bool const more{trailing_zero_bits(a) < shift};
  auto const d{std::ldexp(static_cast<double>(low_magnitude(upper) | (more ? 1 : 0)), shift)};
  return a->negative ? -d : d;
}

std::string big_to_text(big_integer const *a) {
  if(a->count == 0) { return "0"; }
  mp_int const x{view(a)};
  mp_int rest{make_result()};
  check(mp_copy(&x, &rest));
  std::string reversed;
  while(rest.used != 0) {
    mp_digit lowest{};
    check(mp_div_d(&rest, chunk, &rest, &lowest));
    for(int i{}; i < chunk_digits && (rest.used != 0 || lowest != 0); ++i, lowest /= 10) {
      reversed += static_cast<char>('0' + lowest % 10);
    }
  }
  if(a->negative) { reversed += '-'; }
  return {reversed.rbegin(), reversed.rend()};
}

} // namespace jank::object
