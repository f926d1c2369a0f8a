#include "reader/display_width.hpp"

namespace jank::reader {

namespace {

struct width_range {
  char32_t first;
  char32_t last;
  int width;
};

// In ascending order.
constexpr width_range ranges[]{
    {0x0300, 0x036f, 0},   // combining diacritical marks
    {0x0483, 0x0489, 0},   // combining Cyrillic
    {0x0591, 0x05bd, 0},   // Hebrew points
    {0x064b, 0x065f, 0},   // Arabic marks
    {0x1100, 0x115f, 2},   // Hangul leading consonants
    {0x1ab0, 0x1aff, 0},   // combining diacritical marks extended
    {0x1dc0, 0x1dff, 0},   // combining diacritical marks supplement
    {0x200b, 0x200f, 0},   // zero-width space, joiners, direction marks
    {0x20d0, 0x20f0, 0},   // combining marks for symbols
    {0x231a, 0x231b, 2},   // watch, hourglass
    {0x2e80, 0x303e, 2},   // CJK radicals and punctuation
    {0x3041, 0x33ff, 2},   // kana, Bopomofo, compatibility
    {0x3400, 0x4dbf, 2},   // CJK extension A
    {0x4e00, 0x9fff, 2},   // CJK ideographs
    {0xa000, 0xa4cf, 2},   // Yi
    {0xa960, 0xa97f, 2},   // Hangul extended A
    {0xac00, 0xd7a3, 2},   // Hangul syllables
    {0xf900, 0xfaff, 2},   // CJK compatibility ideographs
    {0xfe00, 0xfe0f, 0},   // variation selectors
    {0xfe20, 0xfe2f, 0},   // combining half marks
    {0xfe30, 0xfe6f, 2},   // CJK compatibility forms
    {0xff00, 0xff60, 2},   // fullwidth forms
    {0xffe0, 0xffe6, 2},   // fullwidth signs
    {0x1f1e6, 0x1f1ff, 2}, // regional indicators
    {0x1f300, 0x1f64f, 2}, // pictographs, emoticons
    {0x1f680, 0x1f6ff, 2}, // transport
    {0x1f900, 0x1f9ff, 2}, // supplemental pictographs
    {0x20000, 0x3fffd, 2}, // CJK extensions
    {0xe0100, 0xe01ef, 0}, // variation selectors supplement
};

} // namespace

int display_width(char32_t c) {
  for(auto const &range : ranges) {
    if(c < range.first) { break; }
    if(c <= range.last) { return range.width; }
  }
  return 1;
}

} // namespace jank::reader
