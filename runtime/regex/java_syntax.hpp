#pragma once

// Java's pattern syntax in that of PCRE2.
//
// The two agree in most: groups, quantifiers of all three sorts, assertions, back references, \d \w \s \h \v \R \X \A \z \Z \G \b.
// Translated is what is written otherwise: \uXXXX, \0nnn, \Q...\E, unions [a[bc]] and intersections [a-z&&[^x]] of classes, the properties
// \p{Alpha}, \p{IsGreek}, \p{javaLowerCase} ..., the flags d u U. What only PCRE2 knows (\K, \C, verbs (*...)) is refused.

#include "object/regex.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jank::regex {

struct translation {
  std::string pattern;
  std::vector<std::uint32_t> origin; // of each byte of it: the offset in Java's pattern
  bool unicode_classes{};            // (?U): \w \d \s \b go by Unicode
};

// Throws object::regex_failure.
translation from_java(std::string_view pattern);

} // namespace jank::regex
